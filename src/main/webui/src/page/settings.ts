import type { Town } from '../map/towns.ts';

/** What the server and the build wrote into the page's head. */
const data: DOMStringMap = document.querySelector<HTMLMetaElement>('meta[name="mayday"]')?.dataset ?? {};

export const settings = {
    /** Borders and towns, as build/basemap.mjs makes them. */
    world: data['world'] ?? '',
    worker: data['worker'] ?? '',
    /** A MapLibre style to draw in place of the bundled base map; empty if there is none. */
    mapStyle: data['mapStyle'] ?? '',
    /** The towns near the place that the page is about, where it is about one; so it need not load all there are. */
    towns: JSON.parse(document.querySelector<HTMLMetaElement>('meta[name="mayday-towns"]')?.content ?? 'null') as readonly Town[] | null,
    /** The number of the emergency services, as a phone dials it; empty where the operator names none. */
    emergency: data['emergency'] ?? '',
};
