import { noteServerTime } from '../live/clock.ts';
import type { Session } from './session.ts';
import type { Page } from './types.ts';

/** An answer that is not a success, as RFC 9457 has it. `code` is the last part of its `urn:mayday:problem:<code>`. */
export class Problem extends Error {
    constructor(
        readonly status: number,
        readonly code: string,
        readonly detail: string,
    ) {
        super(code);
    }
}

/** `code` of a problem that no server told us: it was not reached in time. */
export const UNREACHABLE = 'unreachable';

const PATIENCE_MS = 15_000;

interface Options {
    readonly body?: unknown;
    readonly token?: string | undefined;
}

/**
 * One call of the HTTP interface.
 * @throws Problem what the server refused, or `unreachable` if it did not answer within 15 s
 */
export async function call<T>(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, { body, token }: Options = {}): Promise<T> {
    const headers = new Headers({ Accept: 'application/json, application/problem+json' });
    if (body !== undefined) headers.set('Content-Type', 'application/json');
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await ask(path, { method, headers, ...sent, signal: AbortSignal.timeout(PATIENCE_MS) }, token);
    const json = parse(await response.text().catch(unreached));
    if (!response.ok) throw problem(response.status, json);
    return json as T;
}

/**
 * All items of a list, one page after the other.
 * @throws Problem as `call` does
 */
export async function all<T>(path: string, session: Session): Promise<readonly T[]> {
    const found: T[] = [];
    let cursor: string | undefined;
    do {
        const query = new URLSearchParams({ limit: '200', ...(cursor && { cursor }) });
        const { items, next } = await call<Page<T>>('GET', `${path}?${query}`, { token: await session.token() });
        found.push(...items);
        cursor = next;
    } while (cursor);
    return found;
}

/**
 * A file, whose content may take as long as it takes.
 * @throws Problem as `call` does
 */
export async function file(path: string, token: string, signal: AbortSignal | null = null): Promise<Response> {
    const response = await ask(path, { headers: new Headers({ Accept: '*/*' }), signal }, token);
    if (!response.ok) throw problem(response.status, parse(await response.text().catch(unreached)));
    return response;
}

async function ask(path: string, request: RequestInit & { readonly headers: Headers }, token: string | undefined): Promise<Response> {
    if (token) request.headers.set('Authorization', `Bearer ${token}`);
    const response = await fetch(`/v1${path}`, { ...request, cache: 'no-store', credentials: 'omit' }).catch(unreached);
    noteServerTime(response.headers.get('Date'));
    return response;
}

function unreached(): never {
    throw new Problem(0, UNREACHABLE, '');
}

function problem(status: number, json: unknown): Problem {
    const { type, detail } = (json ?? {}) as { type?: unknown; detail?: unknown };
    const code = typeof type === 'string' ? (type.split(':').pop() ?? '') : '';
    return new Problem(status, code || (status >= 500 ? 'try-later' : `http-${status}`), typeof detail === 'string' ? detail : '');
}

function parse(text: string): unknown {
    try {
        return text === '' ? undefined : JSON.parse(text);
    } catch {
        return undefined;
    }
}
