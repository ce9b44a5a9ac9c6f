import { all, call } from '../wire/http.ts';
import type { Session } from '../wire/session.ts';
import type { Me } from '../wire/types.ts';

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

    async me(): Promise<Me> {
        return call('GET', '/me', { token: await this.session.token() });
    }

    guarding(): Promise<readonly Guarded[]> {
        return all('/guarding', this.session);
    }
}
