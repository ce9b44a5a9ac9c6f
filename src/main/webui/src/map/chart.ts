import { AttributionControl, LngLatBounds, Map as MapLibre, NavigationControl, ScaleControl, setWorkerUrl, type GeoJSONSource, type StyleSpecification } from 'maplibre-gl';
import css from 'maplibre-gl/style.css';
import { settings } from '../page/settings.ts';
import type { Fix, KnownPlace } from '../wire/types.ts';
import { onWords, words } from '../words/words.ts';
import { baseStyle, DARK, LIGHT, type Palette } from './base-style.ts';
import { Crowd, CROWD } from './crowd.ts';
import { circle } from './geometry.ts';
import { KnownPlaces } from './known-places.ts';
import { People } from './people.ts';
import { world } from './world.ts';

/** Someone on the map. `label` says in words what the marker's look says, too; a crowd has only names. */
export interface Marked {
    readonly id: string;
    readonly fix: Fix;
    readonly name: string;
    readonly label: () => string;
    readonly look: 'urgent' | 'open' | 'closed' | 'sharing';
    /** The place is old: the marker is drawn hollow. */
    readonly old: boolean;
}

const dark = matchMedia('(prefers-color-scheme: dark)');
const still = matchMedia('(prefers-reduced-motion: reduce)');

const CLOSE_UP = 15.5;
const OVERVIEW = 7;
/** A crowd is looked at from nearer, so that it comes apart, and with the next town in view. */
const CROWDED = 11;
/** Room below a place for each name, in pixels, and for how many in an overview. */
const NAME = 26;
const NAMES = 4;
const NOTHING: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] };

let prepared = false;

/** The map itself: base map or style, markers, one track. It is told what to show and keeps nothing else. */
export class Chart {
    readonly #map: MapLibre;
    #track: readonly Fix[] = [];
    #styled = false;
    #bundledAlone = false;
    #removed = false;
    #marked: readonly Marked[] = [];
    readonly #people: People;
    readonly #crowd: Crowd;
    readonly #places: KnownPlaces;
    readonly #deaf = onWords(() => this.#dress());

    /**
     * @param dragged called when a person moves the map by hand
     * @param chosen called with the id of a marker that was pressed
     * @throws Error if this browser can't draw it (no WebGL)
     */
    constructor(
        container: HTMLElement,
        dragged: () => void,
        chosen: (id: string) => void,
    ) {
        prepare();
        this.#map = new MapLibre({
            container,
            center: [10, 30],
            zoom: 1.2,
            attributionControl: false,
            dragRotate: false,
            pitchWithRotate: false,
            fadeDuration: 0,
            refreshExpiredTiles: false,
            locale: { 'Map.Title': words.map.label, 'NavigationControl.ZoomIn': words.map.zoomIn, 'NavigationControl.ZoomOut': words.map.zoomOut },
        });
        this.#map.touchZoomRotate.disableRotation();
        this.#map.addControl(new NavigationControl({ showCompass: false }), 'top-right');
        this.#map.addControl(new ScaleControl({ maxWidth: 120 }), 'bottom-left');
        this.#map.addControl(new AttributionControl({ compact: true }), 'bottom-right');
        container.querySelector('.maplibregl-compact-show')?.classList.remove('maplibregl-compact-show');
        this.#people = new People(this.#map, CLOSE_UP - 0.01, chosen, places => {
            dragged();
            this.look(places, true);
        });
        this.#places = new KnownPlaces(this.#map);
        this.#crowd = new Crowd(this.#map, chosen, dragged);
        this.#map.on('dragstart', dragged);
        container.addEventListener('keydown', ({ key }) => key.startsWith('Arrow') && dragged());
        this.#map.on('style.load', () => this.#overlay());
        // for whoever wants to look at it when it is all there
        this.#map.on('idle', () => (container.dataset['drawn'] = ''));
        for (const begins of ['movestart', 'styledataloading'] as const) this.#map.on(begins, () => delete container.dataset['drawn']);
        this.#map.on('error', this.#fallBack);
        dark.addEventListener('change', this.#dress);
        this.#dress();
    }

    remove(): void {
        this.#removed = true;
        this.#deaf();
        dark.removeEventListener('change', this.#dress);
        this.#map.remove();
    }

    show(marked: readonly Marked[], track: readonly Fix[], places: readonly KnownPlace[]): void {
        const wasCrowd = this.#isCrowd;
        const moved = marked.length !== this.#marked.length || marked.some(({ fix }, i) => fix !== this.#marked[i]?.fix);
        const walked = track !== this.#track;
        this.#marked = marked;
        this.#track = track;
        this.#people.show(this.#isCrowd ? [] : marked);
        this.#crowd.show(this.#isCrowd ? marked : []);
        // a crowd has none: drawing that again is drawing the whole map
        if (moved && !(wasCrowd && this.#isCrowd)) this.#drawAccuracy();
        if (walked) this.#drawTrack();
        this.#places.show(places);
    }

    /** Brings these places into view: as near as one person's street, or so that the towns around them are seen. */
    look(at: readonly Fix[], near: boolean): void {
        const [first] = at;
        if (!first) return;
        const bounds = at.reduce((all, { lat, lon }) => all.extend([lon, lat]), new LngLatBounds());
        const { width, height } = this.#map.getCanvas().getBoundingClientRect();
        const around = Math.min(80, width / 5, height / 5);
        const names = this.#isCrowd ? 1 : Math.min(this.#marked.length, near ? Infinity : NAMES);
        const padding = { top: around, left: around, right: around, bottom: Math.min(around + NAME * (names - 1), height / 2) };
        this.#map.fitBounds(bounds, { padding, maxZoom: near ? CLOSE_UP : this.#isCrowd ? CROWDED : OVERVIEW, duration: 0 });
    }

    /** Keeps this place in the middle, at the zoom that was chosen. */
    follow({ lat, lon }: Fix): void {
        const zoom = Math.max(this.#map.getZoom(), 9);
        if (still.matches) this.#map.jumpTo({ center: [lon, lat], zoom });
        else this.#map.easeTo({ center: [lon, lat], zoom, duration: 400 });
    }

    /** Moves the map only if this place can't be seen. */
    keepInView(fix: Fix): void {
        if (!this.#map.getBounds().contains([fix.lon, fix.lat])) this.follow(fix);
    }

    readonly #dress = (): void => {
        if (settings.mapStyle && !this.#bundledAlone) this.#map.setStyle(settings.mapStyle);
        else void world().then(known => this.#removed || this.#map.setStyle(baseStyle(known, palette()) as StyleSpecification, { diff: false }));
    };

    /** A style that never came leaves the bundled map; tiles that are missing later leave their holes. */
    readonly #fallBack = (): void => {
        if (!settings.mapStyle || this.#bundledAlone || this.#styled) return;
        this.#bundledAlone = true;
        this.#dress();
    };

    #overlay(): void {
        this.#styled = true;
        const colours = palette();
        for (const id of ['accuracy', 'track']) if (!this.#map.getSource(id)) this.#map.addSource(id, { type: 'geojson', data: NOTHING });
        if (this.#map.getLayer('track')) return;
        this.#places.overlay(colours);
        this.#map.addLayer({ id: 'accuracy', type: 'fill', source: 'accuracy', paint: { 'fill-color': colours.accuracy, 'fill-opacity': 0.14 } });
        this.#map.addLayer({ id: 'accuracy-edge', type: 'line', source: 'accuracy', paint: { 'line-color': colours.accuracy, 'line-width': 1.5, 'line-dasharray': [3, 2] } });
        const layout = { 'line-join': 'round', 'line-cap': 'round' } as const;
        this.#map.addLayer({ id: 'track-edge', type: 'line', source: 'track', layout, paint: { 'line-color': colours.trackEdge, 'line-width': 7 } });
        this.#map.addLayer({ id: 'track', type: 'line', source: 'track', layout, paint: { 'line-color': colours.track, 'line-width': 4 } });
        this.#crowd.overlay(colours);
        this.#drawTrack();
        this.#drawAccuracy();
    }

    get #isCrowd(): boolean {
        return this.#marked.length > CROWD;
    }

    #drawTrack(): void {
        const line = this.#track.map(({ lat, lon }) => [lon, lat]);
        const track = this.#map.getSource<GeoJSONSource>('track');
        track?.setData(line.length > 1 ? { type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: line } } : NOTHING);
    }

    #drawAccuracy(): void {
        this.#map.getSource<GeoJSONSource>('accuracy')?.setData({
            type: 'FeatureCollection',
            features: (this.#isCrowd ? [] : this.#marked).flatMap(({ fix }) =>
                fix.accuracy ? [{ type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [circle(fix, fix.accuracy)] } }] : [],
            ),
        });
    }
}

function palette(): Palette {
    return dark.matches ? DARK : LIGHT;
}

/** Once a page: the worker's address, and MapLibre's styles as a sheet of their own, which the content policy lets pass. */
function prepare(): void {
    if (prepared) return;
    prepared = true;
    setWorkerUrl(new URL(settings.worker, location.href).href);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
