import type { Area } from '../wire/types.ts';

/** Places on a sphere: good to half a percent, which is finer than a phone's fix. Degrees and metres throughout. */
export interface Place {
    readonly lat: number;
    readonly lon: number;
}

const EARTH_M = 6_371_008;
const CORNERS = 48;

const radians = (degrees: number): number => (degrees * Math.PI) / 180;
const degrees = (angle: number): number => (angle * 180) / Math.PI;

export function metresBetween(a: Place, b: Place): number {
    const [sinLat, sinLon] = [Math.sin(radians(b.lat - a.lat) / 2), Math.sin(radians(b.lon - a.lon) / 2)];
    const h = sinLat ** 2 + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * sinLon ** 2;
    return 2 * EARTH_M * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** The direction to set out in, clockwise from true north, 0..360. */
export function bearing(from: Place, to: Place): number {
    const [lat1, lat2, turn] = [radians(from.lat), radians(to.lat), radians(to.lon - from.lon)];
    const y = Math.sin(turn) * Math.cos(lat2);
    const x = Math.cos(lat1) * Math.sin(lat2) - Math.sin(lat1) * Math.cos(lat2) * Math.cos(turn);
    return (degrees(Math.atan2(y, x)) + 360) % 360;
}

export function moved(from: Place, metres: number, toward: number): Place {
    const [lat1, way, turn] = [radians(from.lat), metres / EARTH_M, radians(toward)];
    const lat2 = Math.asin(Math.sin(lat1) * Math.cos(way) + Math.cos(lat1) * Math.sin(way) * Math.cos(turn));
    const lon = radians(from.lon) + Math.atan2(Math.sin(turn) * Math.sin(way) * Math.cos(lat1), Math.cos(way) - Math.sin(lat1) * Math.sin(lat2));
    return { lat: degrees(lat2), lon: degrees(lon) };
}

/** The rings of an area, the outer one first: longitude and latitude pairs. */
export function ringsOf(area: Area): number[][][] {
    if (area.type === 'Polygon') return area.coordinates.map(ring => ring.map(at => [...at]));
    return [circle(middleOf(area), area.radius)];
}

/** From a place to the area, 0 inside; undefined if that is outside a polygon: whoever asks wants to know of its being near a spot, or in it. */
export function metresTo(area: Area, place: Place): number | undefined {
    if (area.type === 'Point') return Math.max(0, metresBetween(middleOf(area), place) - area.radius);
    return area.coordinates.filter(ring => encloses(ring, place)).length % 2 === 1 ? 0 : undefined;
}

function middleOf({ coordinates: [lon = 0, lat = 0] }: { readonly coordinates: readonly number[] }): Place {
    return { lat, lon };
}

/** Whether a line to the east crosses the ring an odd number of times. */
function encloses(ring: readonly (readonly number[])[], { lat, lon }: Place): boolean {
    return (
        ring.filter(([x = 0, y = 0], i) => {
            const [nextX = 0, nextY = 0] = ring[(i + 1) % ring.length] ?? [];
            return y > lat !== nextY > lat && lon < x + ((lat - y) / (nextY - y)) * (nextX - x);
        }).length %
            2 ===
        1
    );
}

/** A closed ring of longitude and latitude pairs, as GeoJSON wants it. */
export function circle(middle: Place, radius: number): [number, number][] {
    const corners = Array.from({ length: CORNERS }, (_, corner) => moved(middle, radius, (360 / CORNERS) * corner));
    const ring = corners.map(({ lat, lon }): [number, number] => [lon, lat]);
    return ring[0] ? [...ring, ring[0]] : ring;
}
