import { call, Problem } from '../wire/http.ts';
import type { AccountSession } from '../wire/session.ts';
import type { Me, Page } from '../wire/types.ts';
import type { Facts, Keeping } from './store.ts';

const DEVICE_NAME = 'Mayday in a browser';

/** What somebody else left in this browser is not sent in this account's name. */
export async function claim(store: Keeping, session: AccountSession): Promise<void> {
    const before = await store.fact('me');
    const { id, name, pinSet } = await call<Facts['me']>('GET', '/me', { token: await session.token() });
    if (before?.id !== id) await store.clear();
    await store.note('me', { id, name, pinSet });
}

/** Whose phone it is. A session may end while the phone is in a drawer: the device's own token then still raises the alarm. */
export class Owner {
    me: Facts['me'] | undefined;
    emailVerified = true;
    /** The session is at its end: who was told is not to be seen until somebody signs in again. */
    sessionOver = false;

    /** @param changed called when more is known of the owner */
    constructor(
        private readonly store: Keeping,
        public session: AccountSession | undefined,
        private readonly changed: () => void,
    ) {
        void this.#load();
    }

    /** By turns the device's token and the session's, so that one that has ended does not keep the phone from the other. */
    async credential(tries: number): Promise<string> {
        const device = await this.store.fact('device').catch(() => undefined);
        if (device && tries % 2 === 0) return device.token;
        const token = await this.#sessionToken(tries > 2).catch((problem: unknown) => {
            if (!device) throw problem;
        });
        return token ?? device?.token ?? '';
    }

    async token(): Promise<string> {
        return this.#sessionToken(false);
    }

    /** What this browser is to the server, among the apps that report for its owner. */
    async deviceId(): Promise<string | undefined> {
        return (await this.store.fact('device'))?.id;
    }

    /** Whether a PIN is needed to call an alert off has changed. */
    async pinsSet(): Promise<void> {
        if (this.me) await this.#keep({ ...this.me, pinSet: true });
    }

    async signOut(): Promise<void> {
        const device = await this.store.fact('device').catch(() => undefined);
        const session = this.session;
        await session?.signOut(async () => device && call('DELETE', `/me/devices/${device.id}`, { token: await session.token() }));
        await this.store.clear();
    }

    async #sessionToken(renew: boolean): Promise<string> {
        try {
            if (!this.session) throw new Problem(401, 'not-signed-in', '');
            return await this.session.token(renew);
        } catch (problem) {
            if (problem instanceof Problem && problem.status === 401) {
                this.sessionOver = true;
                this.changed();
            }
            throw problem;
        }
    }

    async #load(): Promise<void> {
        this.me = await this.store.fact('me').catch(() => undefined);
        this.changed();
        try {
            const { id, name, pinSet, emailVerified } = await call<Me & { pinSet: boolean }>('GET', '/me', { token: await this.token() });
            this.emailVerified = emailVerified;
            await this.#keep({ id, name, pinSet });
            await this.#becomeDevice();
        } catch {
            // what was known before is good enough to press the button
        }
    }

    async #becomeDevice(): Promise<void> {
        const known = await this.deviceId();
        const { items } = await call<Page<{ id: string }>>('GET', '/me/devices?limit=200', { token: await this.token() });
        if (items.some(device => device.id === known)) return;
        const { id, token } = await call<{ id: string; token: string }>('POST', '/me/devices', { body: { name: DEVICE_NAME }, token: await this.token() });
        await this.store.note('device', { id, token });
    }

    async #keep(me: Facts['me']): Promise<void> {
        this.me = me;
        await this.store.note('me', me);
        this.changed();
    }
}
