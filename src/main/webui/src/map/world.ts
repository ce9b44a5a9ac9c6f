import type { GeometryCollection, Topology } from 'topojson-specification';
import { waitBefore } from '../live/backoff.ts';
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

/** The bundled base map, fetched once a page; until it comes, however long the connection is lost. */
export function world(): Promise<World> {
    loading ??= fetched();
    return loading;
}

async function fetched(tries = 1): Promise<World> {
    try {
        const response = await fetch(settings.world);
        if (response.ok) return (await response.json()) as World;
    } catch {
        // not reached
    }
    await new Promise(fulfil => setTimeout(fulfil, waitBefore(tries)));
    return fetched(tries + 1);
}
