import { noteServerTime } from '../live/clock.ts';

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
    if (token) headers.set('Authorization', `Bearer ${token}`);
    if (body !== undefined) headers.set('Content-Type', 'application/json');
    const request: RequestInit = { method, headers, cache: 'no-store', credentials: 'omit', signal: AbortSignal.timeout(PATIENCE_MS) };
    if (body !== undefined) request.body = JSON.stringify(body);
    let response: Response;
    let text: string;
    try {
        response = await fetch(`/v1${path}`, request);
        text = await response.text();
    } catch {
        throw new Problem(0, UNREACHABLE, '');
    }
    noteServerTime(response.headers.get('Date'));
    const json = parse(text);
    if (!response.ok) throw problem(response.status, json);
    return json as T;
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
