import { bearing, metresBetween, type Place } from './geometry.ts';

/** Name, longitude, latitude, rank (0 is shown first). */
export type Town = readonly [name: string, lon: number, lat: number, rank: number];

export interface Nearby {
    readonly town: string;
    readonly metres: number;
    /** From the town to the place, clockwise from true north. */
    readonly toward: number;
}

const FAR_M = 300_000;
const DEGREE_M = 111_000;

/** The nearest town that the base map knows, so that a place can be told in words; nothing if it is over 300 km off. */
export function nearestTown(towns: readonly Town[], place: Place): Nearby | undefined {
    let nearest: Nearby | undefined;
    for (const [town, lon, lat] of towns) {
        if (Math.abs(lat - place.lat) * DEGREE_M > (nearest?.metres ?? FAR_M)) continue;
        const metres = metresBetween({ lat, lon }, place);
        if (metres < (nearest?.metres ?? FAR_M)) nearest = { town, metres, toward: bearing({ lat, lon }, place) };
    }
    return nearest;
}
