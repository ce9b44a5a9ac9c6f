import { Marker, type Map as MapLibre } from 'maplibre-gl';
import type { Fix } from '../wire/types.ts';
import { words } from '../words/words.ts';
import type { Marked } from './chart.ts';
import { hang, type Heap, type Name, type Shift } from './names.ts';

/** Names one below the other at one spot: it is told how many more there are, for as long as a nearer look can part them. */
const MOST_NAMES = 3;
const LABEL = 'marker__label';

interface Seen extends Name {
    readonly fix: Fix;
    readonly marker: Marker;
}

/**
 * A few people on the map, the most urgent first, each a button at their very place. Where the markers lie on each other the names give
 * way, so that each can be read and pressed.
 */
export class People {
    readonly #markers = new Map<string, Marker>();
    readonly #heaps: Marker[] = [];
    #heapsOf: readonly (readonly Fix[])[] = [];
    #seen: readonly Omit<Seen, 'x' | 'y'>[] = [];

    /**
     * @param street the zoom at which no nearer look parts them
     * @param chosen called with the id of whoever was pressed
     * @param nearer called with places to look at from near by
     */
    constructor(
        private readonly map: MapLibre,
        private readonly street: number,
        private readonly chosen: (id: string) => void,
        private readonly nearer: (places: readonly Fix[]) => void,
    ) {
        map.on('move', () => this.#hangNames());
    }

    show(people: readonly Marked[]): void {
        const wanted = new Set(people.map(({ id }) => id));
        for (const [id, marker] of this.#markers) {
            if (wanted.has(id)) continue;
            marker.remove();
            this.#markers.delete(id);
        }
        const markers = people.map((each, i) => {
            const marker = this.#marker(each);
            marker.getElement().style.zIndex = String(people.length - i);
            dress(marker.getElement(), each);
            return { marker, fix: each.fix };
        });
        // after all of them were written: the browser lays the page out once
        this.#seen = markers.map(each => ({ ...each, ...sizeOf(each.marker) }));
        this.#hangNames();
    }

    #marker({ id, fix }: Marked): Marker {
        const known = this.#markers.get(id);
        if (known) return known.setLngLat([fix.lon, fix.lat]);
        const marker = this.#add('marker', fix, () => this.chosen(id));
        this.#markers.set(id, marker);
        return marker;
    }

    #hangNames(): void {
        const names = this.#seen.map((each): Seen => ({ ...each, ...this.#point(each.fix) }));
        const most = this.map.getZoom() < this.street ? MOST_NAMES : Infinity;
        const { hung, heaps } = hang(names, this.map.getContainer().clientWidth, most);
        for (const name of names) {
            name.marker.getElement().toggleAttribute('data-unnamed', !hung.has(name));
            hangUp(name.marker, hung.get(name));
        }
        for (const marker of this.#heaps.splice(heaps.length)) marker.remove();
        this.#heapsOf = heaps.map(({ all }) => all.map(({ fix }) => fix));
        heaps.forEach((heap, i) => this.#tell(heap, i));
    }

    /** How many more there are than are named. */
    #tell({ unnamed, shift }: Heap<Seen>, i: number): void {
        const [first] = unnamed;
        if (!first) return;
        const marker = (this.#heaps[i] ??= this.#add('marker marker--heap', first.fix, () => this.#lookInto(i)));
        marker.setLngLat([first.fix.lon, first.fix.lat]);
        say(marker.getElement(), words.map.more(unnamed.length));
        hangUp(marker, shift);
    }

    #lookInto(i: number): void {
        this.map.getCanvas().focus({ preventScroll: true });
        this.nearer(this.#heapsOf[i] ?? []);
    }

    #add(className: string, { lat, lon }: Fix, pressed: () => void): Marker {
        const element = document.createElement('button');
        element.type = 'button';
        element.className = className;
        element.addEventListener('click', pressed);
        const name = document.createElement('span');
        name.className = LABEL;
        element.append(name);
        return new Marker({ element }).setLngLat([lon, lat]).addTo(this.map);
    }

    #point({ lat, lon }: Fix): { x: number; y: number } {
        const { x, y } = this.map.project([lon, lat]);
        return { x, y };
    }
}

function dress(element: HTMLElement, { label, look, old, fix }: Marked): void {
    element.dataset['look'] = look;
    element.toggleAttribute('data-old', old);
    element.dataset['lat'] = String(fix.lat);
    element.dataset['lon'] = String(fix.lon);
    say(element, label());
}

function say(element: HTMLElement, text: string): void {
    if (element.ariaLabel === text) return;
    element.ariaLabel = text;
    element.querySelector(`.${LABEL}`)?.replaceChildren(text);
}

function sizeOf(marker: Marker): { width: number; height: number } {
    const name = marker.getElement().querySelector<HTMLElement>(`.${LABEL}`);
    return { width: name?.offsetWidth ?? 0, height: name?.offsetHeight ?? 0 };
}

function hangUp(marker: Marker, shift: Shift | undefined): void {
    marker.getElement().style.setProperty('--right', `${shift?.right ?? 0}px`);
    marker.getElement().style.setProperty('--down', `${shift?.down ?? 0}px`);
}
