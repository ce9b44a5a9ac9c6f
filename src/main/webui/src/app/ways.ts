import { now } from '../live/clock.ts';
import { call } from '../wire/http.ts';
import type { Page } from '../wire/types.ts';

export interface Sharing {
    readonly id: string;
    readonly endsAt: string;
    readonly endedAt?: string;
}

export interface Checkin {
    readonly id: string;
    readonly state: 'RUNNING' | 'OK' | 'CANCELLED' | 'MISSED';
    readonly dueAt: string;
    readonly missesAt: string;
    readonly destination?: string;
}

/** Sharings and check-ins of one's own, as the server has them: it alone decides when one is over. */
export class Ways {
    constructor(private readonly token: () => Promise<string>) {}

    async sharings(): Promise<readonly Sharing[]> {
        const { items } = await this.#call<Page<Sharing>>('GET', '/sharings?limit=20');
        return items.filter(({ endsAt, endedAt }) => !endedAt && Date.parse(endsAt) > now());
    }

    async checkins(): Promise<readonly Checkin[]> {
        return (await this.#call<Page<Checkin>>('GET', '/checkins?state=RUNNING&limit=20')).items;
    }

    startSharing(minutes: number): Promise<Sharing> {
        return this.#call('POST', '/sharings', { minutes });
    }

    extendSharing(id: string, minutes: number): Promise<Sharing> {
        return this.#call('POST', `/sharings/${id}/extend`, { minutes });
    }

    endSharing(id: string): Promise<void> {
        return this.#call('DELETE', `/sharings/${id}`);
    }

    startCheckin(minutes: number, destination: string): Promise<Checkin> {
        return this.#call('POST', '/checkins', { minutes, ...(destination && { destination }) });
    }

    ok(id: string): Promise<Checkin> {
        return this.#call('POST', `/checkins/${id}/ok`);
    }

    extendCheckin(id: string, minutes: number): Promise<Checkin> {
        return this.#call('POST', `/checkins/${id}/extend`, { minutes });
    }

    cancel(id: string, pin: string): Promise<Checkin> {
        return this.#call('POST', `/checkins/${id}/cancel`, pin ? { pin } : {});
    }

    async #call<T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<T> {
        return call<T>(method, path, { ...(body !== undefined && { body }), token: await this.token() });
    }
}
