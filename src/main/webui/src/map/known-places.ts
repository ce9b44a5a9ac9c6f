import type { GeoJSONSource, Map as MapLibre } from 'maplibre-gl';
import type { KnownPlace } from '../wire/types.ts';
import type { Palette } from './base-style.ts';
import { fontOf } from './font.ts';
import { ringsOf } from './geometry.ts';

const PLACES = 'places';

/** Places that the person has named: their edges, each with its name above it. */
export class KnownPlaces {
    #places: readonly KnownPlace[] = [];

    constructor(private readonly map: MapLibre) {}

    show(places: readonly KnownPlace[]): void {
        if (places === this.#places) return;
        this.#places = places;
        this.map.getSource<GeoJSONSource>(PLACES)?.setData(drawn(places));
    }

    /** Whenever the map has another style. */
    overlay(colours: Palette): void {
        this.map.addSource(PLACES, { type: 'geojson', data: drawn(this.#places) });
        this.map.addLayer({ id: 'places', type: 'fill', source: PLACES, filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': colours.place, 'fill-opacity': 0.1 } });
        this.map.addLayer({ id: 'places-edge', type: 'line', source: PLACES, filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'line-color': colours.place, 'line-width': 2 } });
        const font = fontOf(this.map);
        if (!font) return;
        this.map.addLayer({
            id: 'places-names',
            type: 'symbol',
            source: PLACES,
            filter: ['==', ['geometry-type'], 'Point'],
            layout: { 'text-field': ['get', 'name'], 'text-font': font, 'text-size': 13, 'text-anchor': 'bottom', 'text-offset': [0, -0.3] },
            paint: { 'text-color': colours.place, 'text-halo-color': colours.halo, 'text-halo-width': 1.4 },
        });
    }
}

function drawn(places: readonly KnownPlace[]): GeoJSON.FeatureCollection {
    return {
        type: 'FeatureCollection',
        features: places.flatMap(({ name, area }): GeoJSON.Feature[] => {
            const rings = ringsOf(area);
            const top = rings.flat().reduce<number[] | undefined>((highest, at) => (highest && (highest[1] ?? 0) >= (at[1] ?? 0) ? highest : at), undefined);
            return [
                { type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: rings } },
                ...(top ? [{ type: 'Feature' as const, properties: { name }, geometry: { type: 'Point' as const, coordinates: top } }] : []),
            ];
        }),
    };
}
