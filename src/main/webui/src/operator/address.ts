/**
 * What is looked at, as the page's address says it: `#/deliveries?state=FAILED&last=24h`, `#/users/<id>`. An address can be kept
 * and sent to a colleague, who sees the same.
 */
export interface Address {
    readonly view: View;
    readonly id?: string;
    readonly filters: Filters;
}

export const VIEWS = ['overview', 'providers', 'deliveries', 'dead-letters', 'users', 'alerts', 'drills', 'audit'] as const;
export type View = (typeof VIEWS)[number];
export type Filters = Readonly<Record<string, string>>;

const SPANS_MS: Readonly<Record<string, number>> = { '1h': 3_600_000, '24h': 86_400_000, '7d': 604_800_000 };

/** The spans that end now: an address that says so means the same tomorrow. */
export const SPANS = Object.keys(SPANS_MS);

/** An address that says nothing known is that of the overview. */
export function addressOf(hash: string): Address {
    const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
    const [name = '', id = ''] = path.split('/');
    const view = VIEWS.find(each => each === name);
    if (!view) return { view: 'overview', filters: {} };
    return { view, ...(id && { id: decoded(id) }), filters: Object.fromEntries(new URLSearchParams(query)) };
}

export function hrefOf(view: View, filters: Filters = {}, id = ''): string {
    const query = new URLSearchParams(Object.entries(filters).filter(([, value]) => value !== ''));
    return `#/${view}${id && `/${encodeURIComponent(id)}`}${query.size > 0 ? `?${query}` : ''}`;
}

/**
 * What the server is asked with these filters, of which it knows the ones named.
 * @param now milliseconds since the epoch
 */
export function queryOf({ last, ...filters }: Filters, known: readonly string[], now: number): Filters {
    const span = SPANS_MS[last ?? ''];
    const all: Filters = span === undefined ? filters : { ...filters, since: new Date(now - span).toISOString() };
    return Object.fromEntries(Object.entries(all).filter(([name, value]) => known.includes(name) && value !== ''));
}

function decoded(id: string): string {
    try {
        return decodeURIComponent(id);
    } catch {
        return id;
    }
}
