import type { ExpressionSpecification, GeoJSONSource, Map as MapLibre } from 'maplibre-gl';
import type { Palette } from './base-style.ts';
import type { Marked } from './chart.ts';

/** Of more people than this each is a dot that the map itself draws: an element each would be too much for a browser to move. */
export const CROWD = 50;

const DOTS = 'crowd';
const NAMES = 'crowd-names';
const NAMED_FROM = 9;
/** Before the name of who shares their place: what the others' markers are shaped like. */
const SHARES = '◆ ';

/** Many people on the map. Who can't press a dot finds each of them in the list beside the map. */
export class Crowd {
    readonly #map: MapLibre;
    #people: readonly Marked[] = [];

    /** @param chosen called with the id of a dot that was pressed */
    constructor(map: MapLibre, chosen: (id: string) => void) {
        this.#map = map;
        map.on('click', DOTS, ({ features }) => {
            const id: unknown = features?.[0]?.properties['id'];
            if (typeof id === 'string') chosen(id);
        });
        map.on('mouseenter', DOTS, () => (map.getCanvas().style.cursor = 'pointer'));
        map.on('mouseleave', DOTS, () => (map.getCanvas().style.cursor = ''));
    }

    show(people: readonly Marked[]): void {
        if (people.length === 0 && this.#people.length === 0) return;
        this.#people = people;
        this.#draw();
    }

    /** Whenever the map has another style. */
    overlay(colours: Palette): void {
        this.#map.addSource(DOTS, { type: 'geojson', data: dots(this.#people), tolerance: 0 });
        const look: ExpressionSpecification = ['match', ['get', 'look'], 'urgent', colours.urgent, 'open', colours.open, 'sharing', colours.sharing, colours.closed];
        this.#map.addLayer({
            id: DOTS,
            type: 'circle',
            source: DOTS,
            layout: { 'circle-sort-key': ['match', ['get', 'look'], 'urgent', 2, 'sharing', 0, 1] },
            paint: {
                'circle-radius': ['match', ['get', 'look'], 'urgent', 8, 'sharing', 4, 6],
                'circle-color': ['case', ['get', 'old'], colours.edge, look],
                'circle-stroke-color': ['case', ['get', 'old'], look, colours.edge],
                'circle-stroke-width': 2,
            },
        });
        // a style with fonts of its own may lack this one, and would then draw no dot either
        if (this.#map.getGlyphs() !== null) return;
        this.#map.addLayer({
            id: NAMES,
            type: 'symbol',
            source: DOTS,
            minzoom: NAMED_FROM,
            layout: { 'text-field': ['match', ['get', 'look'], 'sharing', ['concat', SHARES, ['get', 'name']], ['get', 'name']], 'text-font': ['sans-serif'], 'text-size': 13, 'text-anchor': 'top', 'text-offset': [0, 0.8] },
            paint: { 'text-color': colours.text, 'text-halo-color': colours.halo, 'text-halo-width': 1.4 },
        });
    }

    #draw(): void {
        this.#map.getSource<GeoJSONSource>(DOTS)?.setData(dots(this.#people));
    }
}

function dots(people: readonly Marked[]): GeoJSON.FeatureCollection {
    return {
        type: 'FeatureCollection',
        features: people.map(({ id, fix, name, look, old }) => ({ type: 'Feature', properties: { id, name, look, old }, geometry: { type: 'Point', coordinates: [fix.lon, fix.lat] } })),
    };
}
