import type { Followed } from '../live/situation.ts';
import { call } from '../wire/http.ts';
import type { Session } from '../wire/session.ts';
import type { Alert, Delivery, Fix, Me, Page, TimelineEntry } from '../wire/types.ts';

/** Someone whom this account guards, and as which of their contacts. */
export interface Guarded {
    readonly userId: string;
    readonly name: string;
    readonly contactId: string;
    /** False until this account's e-mail address is confirmed. */
    readonly active: boolean;
}

/** What the dashboard asks over HTTP: the account, whom it guards, and alerts of the past. */
export class Account {
    constructor(private readonly session: Session) {}

    me(): Promise<Me> {
        return this.#get('/me');
    }

    async guarding(cursor?: string): Promise<readonly Guarded[]> {
        const { items, next } = await this.#get<Page<Guarded>>(`/guarding?limit=200${after(cursor)}`);
        return next ? [...items, ...(await this.guarding(next))] : items;
    }

    earlier(cursor?: string): Promise<Page<Alert>> {
        return this.#get(`/alerts?role=guardian&limit=20${after(cursor)}`);
    }

    /** An alert that is no longer followed, as it stands. */
    async alert(id: string): Promise<Followed> {
        const path = `/alerts/${encodeURIComponent(id)}`;
        const [alert, timeline, deliveries, track] = await Promise.all([
            this.#get<Alert>(path),
            this.#get<Page<TimelineEntry>>(`${path}/timeline?limit=200`),
            this.#get<Page<Delivery>>(`${path}/deliveries?limit=200`),
            this.#get<GeoJSON.FeatureCollection<GeoJSON.Point, Omit<Fix, 'lat' | 'lon'>>>(`${path}/track.geojson`).catch(() => undefined),
        ]);
        const fixes = (track?.features ?? []).map(({ geometry, properties }) => ({ ...properties, lat: geometry.coordinates[1] ?? 0, lon: geometry.coordinates[0] ?? 0 }));
        return { alert, timeline: timeline.items, deliveries: deliveries.items, track: fixes, skipped: 0 };
    }

    async #get<T>(path: string): Promise<T> {
        return call<T>('GET', path, { token: await this.session.token() });
    }
}

function after(cursor: string | undefined): string {
    return cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
}
