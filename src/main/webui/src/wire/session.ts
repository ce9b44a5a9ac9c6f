import { now } from '../live/clock.ts';
import { call, Problem } from './http.ts';
import { claims } from './token.ts';
import type { LinkSession, Tokens } from './types.ts';

/** Where an access token comes from. */
export interface Session {
    /**
     * A token that is good for another minute at least.
     * @param renew get a new one in any case: the last was refused
     * @throws Problem 401 if this session is over; another if the server can't be asked now
     */
    token(renew?: boolean): Promise<string>;
    /** When the token in hand ends, in milliseconds of this browser's clock. */
    readonly endsAt: number;
}

const MARGIN_MS = 60_000;
const KEPT_AS = 'mayday.refresh';

interface Access {
    readonly token: string;
    readonly endsAt: number;
}

const NONE: Access = { token: '', endsAt: 0 };

/**
 * A signed-in account. The refresh token is kept for the next visit; the access token lives in this page alone. Tabs share the
 * refresh token, so one renews at a time: a token that two use is taken for a theft.
 */
export class AccountSession implements Session {
    #access = NONE;
    #renewal: Promise<string> | undefined;

    private constructor(tokens?: Tokens) {
        if (tokens) this.#keep(tokens);
    }

    static async signIn(email: string, password: string): Promise<AccountSession> {
        return new AccountSession(await call<Tokens>('POST', '/sessions', { body: { email, password } }));
    }

    /** The session of an earlier visit, if there was one; whether it still lives shows when its token is asked for. */
    static kept(): AccountSession | undefined {
        return localStorage.getItem(KEPT_AS) ? new AccountSession() : undefined;
    }

    get endsAt(): number {
        return this.#access.endsAt;
    }

    async token(renew = false): Promise<string> {
        if (!renew && Date.now() < this.#access.endsAt - MARGIN_MS) return this.#access.token;
        this.#renewal ??= oneTabAtATime(() => this.#renew()).finally(() => (this.#renewal = undefined));
        return this.#renewal;
    }

    /** @param last what this account still does, and needs its session for */
    async signOut(last: () => Promise<unknown> = async () => {}): Promise<void> {
        const token = await this.token().catch(() => undefined);
        localStorage.removeItem(KEPT_AS);
        if (token) await last().catch(() => undefined);
        this.#access = NONE;
        if (token) await call('DELETE', '/sessions', { token }).catch(() => undefined);
    }

    async #renew(): Promise<string> {
        const refreshToken = localStorage.getItem(KEPT_AS);
        if (!refreshToken) throw new Problem(401, 'not-signed-in', '');
        try {
            this.#keep(await call<Tokens>('POST', '/sessions/refresh', { body: { refreshToken } }));
        } catch (problem) {
            if (problem instanceof Problem && problem.status === 401) localStorage.removeItem(KEPT_AS);
            throw problem;
        }
        return this.#access.token;
    }

    #keep({ accessToken, expiresIn, refreshToken }: Tokens): void {
        localStorage.setItem(KEPT_AS, refreshToken);
        this.#access = { token: accessToken, endsAt: Date.now() + expiresIn * 1_000 };
    }
}

/** What a link's token opens. Opening is all that this does: nobody is told, nothing is acknowledged. */
export class LinkAccess implements Session {
    #access = NONE;

    private constructor(
        private readonly link: string,
        public opened: LinkSession,
    ) {
        this.#keep(opened);
    }

    static async open(link: string): Promise<LinkAccess> {
        return new LinkAccess(link, await openLink(link));
    }

    get endsAt(): number {
        return this.#access.endsAt;
    }

    async token(renew = false): Promise<string> {
        if (renew || Date.now() >= this.#access.endsAt - MARGIN_MS) this.#keep(await openLink(this.link));
        return this.#access.token;
    }

    /** The contact that this link speaks for; nobody where the owner made it. */
    get contactId(): string | undefined {
        return claims(this.#access.token).contactId;
    }

    /** By this browser's clock. */
    #endOf(token: string): number {
        const { endsAt } = claims(token);
        return endsAt === undefined ? Date.now() + UNKNOWN_LIFE_MS : endsAt - now() + Date.now();
    }

    #keep(opened: LinkSession): void {
        this.opened = opened;
        this.#access = { token: opened.accessToken, endsAt: this.#endOf(opened.accessToken) };
    }
}

/** How long a link's token is taken to live if it does not say. */
const UNKNOWN_LIFE_MS = 300_000;

function openLink(link: string): Promise<LinkSession> {
    return call<LinkSession>('POST', `/links/${encodeURIComponent(link)}/session`);
}

/** Web Locks exist on HTTPS and localhost alone; elsewhere the server's 60 s of grace must do. */
function oneTabAtATime<T>(work: () => Promise<T>): Promise<T> {
    return navigator.locks ? (navigator.locks.request(KEPT_AS, work) as Promise<T>) : work();
}
