/** What the server and the build wrote into the page's head. */
const data: DOMStringMap = document.querySelector<HTMLMetaElement>('meta[name="mayday"]')?.dataset ?? {};

export const settings = {
    /** Borders and towns, as build/basemap.mjs makes them. */
    world: data['world'] ?? '',
    worker: data['worker'] ?? '',
    /** A MapLibre style to draw in place of the bundled base map; empty if there is none. */
    mapStyle: data['mapStyle'] ?? '',
    /** The number of the emergency services, as a phone dials it; empty where the operator names none. */
    emergency: data['emergency'] ?? '',
};
