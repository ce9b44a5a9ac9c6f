import { call } from '../wire/http.ts';
import type { Session } from '../wire/session.ts';
import type { Me, Page } from '../wire/types.ts';

/** Someone whom this account guards, and as which of their contacts. */
export interface Guarded {
    readonly userId: string;
    readonly name: string;
    readonly contactId: string;
    /** False until this account's e-mail address is confirmed. */
    readonly active: boolean;
}

/** What the dashboard asks over HTTP: the account, and whom it guards. */
export class Account {
    constructor(private readonly session: Session) {}

    me(): Promise<Me> {
        return this.#get('/me');
    }

    async guarding(cursor?: string): Promise<readonly Guarded[]> {
        const { items, next } = await this.#get<Page<Guarded>>(`/guarding?limit=200${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
        return next ? [...items, ...(await this.guarding(next))] : items;
    }

    async #get<T>(path: string): Promise<T> {
        return call<T>('GET', path, { token: await this.session.token() });
    }
}
