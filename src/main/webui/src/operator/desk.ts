import { call, Problem } from '../wire/http.ts';
import type { Session } from '../wire/session.ts';
import type { Me, Page } from '../wire/types.ts';
import type { Filters } from './address.ts';

/** How many lines a list shows at first, and each time that more are wanted. */
const PAGE = 50;

/** What an operator asks and does over HTTP. */
export class Desk {
    /**
     * @param over called when the session is at its end
     * @param refused called when the server did not let something happen: this may be nobody's operator any more
     */
    constructor(
        private readonly session: Session,
        private readonly over: () => void,
        private readonly refused: () => void,
    ) {}

    me(): Promise<Me> {
        return this.#call('GET', '/me');
    }

    get<T>(path: string): Promise<T> {
        return this.#call('GET', `/operator${path}`);
    }

    list<T>(path: string, filters: Filters, cursor?: string): Promise<Page<T>> {
        return this.get(`${path}?${new URLSearchParams({ limit: String(PAGE), ...filters, ...(cursor && { cursor }) })}`);
    }

    post<T>(path: string, body?: object): Promise<T> {
        return this.#call('POST', `/operator${path}`, body);
    }

    put<T>(path: string, body: object): Promise<T> {
        return this.#call('PUT', `/operator${path}`, body);
    }

    async #call<T>(method: 'GET' | 'POST' | 'PUT', path: string, body?: object): Promise<T> {
        try {
            const token = await this.session.token();
            return await call<T>(method, path, { ...(body && { body }), token });
        } catch (problem) {
            if (problem instanceof Problem && problem.status === 401) this.over();
            if (problem instanceof Problem && problem.status === 403) this.refused();
            throw problem;
        }
    }
}
