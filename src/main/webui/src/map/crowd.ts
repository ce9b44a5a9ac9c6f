import { LngLatBounds, type ExpressionSpecification, type GeoJSONSource, type Map as MapLibre } from 'maplibre-gl';
import { words } from '../words/words.ts';
import type { Palette } from './base-style.ts';
import type { Marked } from './chart.ts';
import { fontOf } from './font.ts';

/** Of more people than this each is a dot that the map itself draws: an element each would be too much for a browser to move. */
export const CROWD = 50;

const PEOPLE = 'crowd';
const DOTS = 'crowd';
const HEAPS = 'crowd-heaps';
const COUNTS = 'crowd-counts';
const NAMES = 'crowd-names';
const NAMED_FROM = 9;
/** Dots that would lie on each other, in pixels from one to the next, are one heap with their number; from this zoom on never. */
const HEAP = 28;
const PARTED_FROM = 18;
/** Before the name of who shares their place: what the others' markers are shaped like. Before the number of a heap: somebody in it waits for an answer. */
const SHARES = '◆ ';
const URGENT = '! ';
/** However many move, the dots move so often: each time the whole map is drawn, and it must be left time to follow a finger. */
const BETWEEN_DRAWINGS_MS = 1_000;

const look: ExpressionSpecification = ['get', 'look'];
const isHeap: ExpressionSpecification = ['has', 'point_count'];
const some = (kind: 'urgent' | 'open'): ExpressionSpecification => ['>', ['get', kind], 0];
const sum = (kind: Marked['look']): unknown => ['+', ['case', ['==', look, kind], 1, 0]];

/** Many people on the map. Who can't press a dot finds each of them in the list beside the map. */
export class Crowd {
    readonly #map: MapLibre;
    #people: readonly Marked[] = [];
    #drawn: ReadonlyMap<string, Marked> = new Map();
    #drawnAt = -Infinity;

    /**
     * @param chosen called with the id of a dot that was pressed
     * @param nearer called before the map goes to where a heap that was pressed comes apart
     */
    constructor(map: MapLibre, chosen: (id: string) => void, nearer: () => void) {
        this.#map = map;
        map.on('click', DOTS, ({ features }) => {
            const id: unknown = features?.[0]?.properties['id'];
            if (typeof id === 'string') chosen(id);
        });
        map.on('click', HEAPS, ({ features }) => {
            const { cluster_id: id, point_count: many } = features?.[0]?.properties ?? {};
            if (typeof id !== 'number' || typeof many !== 'number') return;
            void this.#source?.getClusterLeaves(id, many, 0).then(
                members => {
                    nearer();
                    map.fitBounds(boundsOf(members), { padding: HEAP, maxZoom: PARTED_FROM, duration: 0 });
                },
                // they have moved since, and are another heap: one presses again
                () => undefined,
            );
        });
        for (const layer of [DOTS, HEAPS]) {
            map.on('mouseenter', layer, () => (map.getCanvas().style.cursor = 'pointer'));
            map.on('mouseleave', layer, () => (map.getCanvas().style.cursor = ''));
        }
    }

    /** Told every second at least; whoever comes or goes does so at once. */
    show(people: readonly Marked[]): void {
        const asMany = people.length === this.#people.length;
        this.#people = people;
        if (asMany && (people.length === 0 || performance.now() < this.#drawnAt + BETWEEN_DRAWINGS_MS)) return;
        this.#draw();
    }

    /** Whenever the map has another style. */
    overlay(colours: Palette): void {
        this.#map.addSource(PEOPLE, {
            type: 'geojson',
            data: { type: 'FeatureCollection', features: this.#people.map(dot) },
            promoteId: 'id',
            tolerance: 0,
            cluster: true,
            clusterRadius: HEAP,
            clusterMaxZoom: PARTED_FROM - 1,
            clusterProperties: { urgent: sum('urgent'), open: sum('open') },
        });
        this.#drawn = byId(this.#people);
        const colour: ExpressionSpecification = ['match', look, 'urgent', colours.urgent, 'open', colours.open, 'sharing', colours.sharing, colours.closed];
        this.#map.addLayer({
            id: DOTS,
            type: 'circle',
            source: PEOPLE,
            filter: ['!', isHeap],
            layout: { 'circle-sort-key': ['match', look, 'urgent', 2, 'sharing', 0, 1] },
            paint: {
                'circle-radius': ['match', look, 'urgent', 8, 'sharing', 4, 6],
                'circle-color': ['case', ['get', 'old'], colours.edge, colour],
                'circle-stroke-color': ['case', ['get', 'old'], colour, colours.edge],
                'circle-stroke-width': 2,
            },
        });
        this.#map.addLayer({
            id: HEAPS,
            type: 'circle',
            source: PEOPLE,
            filter: isHeap,
            layout: { 'circle-sort-key': ['case', some('urgent'), 1, 0] },
            paint: {
                'circle-radius': ['step', ['get', 'point_count'], 16, 100, 20, 1000, 27],
                'circle-color': ['case', some('urgent'), colours.urgent, some('open'), colours.open, colours.sharing],
                'circle-stroke-color': colours.edge,
                'circle-stroke-width': 2,
            },
        });
        const font = fontOf(this.#map);
        if (!font) return;
        this.#map.addLayer({
            id: COUNTS,
            type: 'symbol',
            source: PEOPLE,
            filter: isHeap,
            layout: {
                'text-field': ['concat', ['case', some('urgent'), URGENT, ''], ['number-format', ['get', 'point_count'], { locale: words.language }]],
                'text-font': font,
                'text-size': 13,
                'text-allow-overlap': true,
                'text-ignore-placement': true,
            },
            paint: { 'text-color': colours.edge },
        });
        this.#map.addLayer({
            id: NAMES,
            type: 'symbol',
            source: PEOPLE,
            filter: ['!', isHeap],
            minzoom: NAMED_FROM,
            layout: { 'text-field': ['match', look, 'sharing', ['concat', SHARES, ['get', 'name']], ['get', 'name']], 'text-font': font, 'text-size': 13, 'text-anchor': 'top', 'text-offset': [0, 0.8] },
            paint: { 'text-color': colours.text, 'text-halo-color': colours.halo, 'text-halo-width': 1.4 },
        });
    }

    /** Only who moved or changed. */
    #draw(): void {
        if (!this.#source) return;
        this.#drawnAt = performance.now();
        const people = byId(this.#people);
        const remove = [...this.#drawn.keys()].filter(id => !people.has(id));
        const add = this.#people.filter(each => !looksLike(each, this.#drawn.get(each.id))).map(dot);
        this.#drawn = people;
        if (remove.length + add.length > 0) void this.#source.updateData({ remove, add });
    }

    get #source(): GeoJSONSource | undefined {
        return this.#map.getSource<GeoJSONSource>(PEOPLE);
    }
}

function byId(people: readonly Marked[]): ReadonlyMap<string, Marked> {
    return new Map(people.map(each => [each.id, each]));
}

function looksLike(one: Marked, other: Marked | undefined): boolean {
    return one.fix === other?.fix && one.name === other.name && one.look === other.look && one.old === other.old;
}

function boundsOf(members: readonly GeoJSON.Feature[]): LngLatBounds {
    return members.reduce((all, { geometry }) => (geometry.type === 'Point' ? all.extend(geometry.coordinates as [number, number]) : all), new LngLatBounds());
}

function dot({ id, fix, name, look: kind, old }: Marked): GeoJSON.Feature {
    return { type: 'Feature', properties: { id, name, look: kind, old }, geometry: { type: 'Point', coordinates: [fix.lon, fix.lat] } };
}
