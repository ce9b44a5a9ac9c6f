import type { GeometryCollection, Topology } from 'topojson-specification';
import { settings } from '../page/settings.ts';
import type { Town } from './towns.ts';

/** `code` is ISO 3166-1 alpha-2; the few that have none have a name. */
export interface CountryName {
    readonly code?: string;
    readonly name?: string;
}

export interface World {
    readonly countries: Topology<{ countries: GeometryCollection<CountryName> }>;
    readonly labels: readonly (CountryName & { readonly at: [number, number]; readonly size: number })[];
    readonly towns: readonly Town[];
}

/** The towns to tell a place by. */
export async function towns(): Promise<readonly Town[]> {
    return settings.towns ?? (await world()).towns;
}

let loading: Promise<World> | undefined;

/** The bundled base map, fetched once a page. */
export function world(): Promise<World> {
    loading ??= fetch(settings.world)
        .then(response => (response.ok ? (response.json() as Promise<World>) : Promise.reject(new Error(`${response.status}`))))
        .catch(error => {
            loading = undefined;
            throw error;
        });
    return loading;
}
