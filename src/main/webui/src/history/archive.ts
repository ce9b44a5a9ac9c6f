import type { Followed } from '../live/situation.ts';
import { all, call, file } from '../wire/http.ts';
import type { Session } from '../wire/session.ts';
import type { Alert, Delivery, Page, TimelineEntry } from '../wire/types.ts';
import { fixesOf, type TrackFix } from './track.ts';

export const FILES = ['gpx', 'kml', 'geojson', 'csv', 'cap'] as const;
export type FileForm = (typeof FILES)[number];

/** What the server keeps of alerts, and lets this account read. */
export class Archive {
    constructor(private readonly session: Session) {}

    /** The newest first. @param userId whose alone; everyone's, if empty */
    async alerts(userId: string, cursor?: string): Promise<Page<Alert>> {
        const query = new URLSearchParams({ role: 'guardian', limit: '20', ...(userId && { userId }), ...(cursor && { cursor }) });
        return this.#get<Page<Alert>>(`/alerts?${query}`);
    }

    /** An alert as it stands, with all but its track. */
    async alert(id: string): Promise<Followed> {
        const [alert, timeline, deliveries] = await Promise.all([this.#get<Alert>(path(id)), all<TimelineEntry>(`${path(id)}/timeline`, this.session), all<Delivery>(`${path(id)}/deliveries`, this.session)]);
        return { alert, timeline, deliveries, track: [], skipped: 0 };
    }

    /** The fixes of a track, oldest first, in the pieces that they come in. */
    async *track(id: string, signal: AbortSignal): AsyncGenerator<readonly TrackFix[]> {
        const { body } = await file(`${path(id)}/track.csv`, await this.session.token(), signal);
        if (body) yield* fixesOf(textOf(body));
    }

    async file(id: string, form: FileForm): Promise<{ readonly name: string; readonly content: Blob }> {
        const suffix = form === 'cap' ? 'cap.xml' : form;
        const response = await file(form === 'cap' ? `${path(id)}.cap.xml` : `${path(id)}/track.${form}`, await this.session.token());
        return { name: `${form === 'cap' ? 'alert' : 'track'}-${id}.${suffix}`, content: await response.blob() };
    }

    async #get<T>(of: string): Promise<T> {
        return call<T>('GET', of, { token: await this.session.token() });
    }
}

function path(id: string): string {
    return `/alerts/${encodeURIComponent(id)}`;
}

/** Not every browser lets a stream be walked through by itself. */
async function* textOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
    const reader = body.getReader();
    const decoder = new TextDecoder();
    try {
        for (let piece = await reader.read(); !piece.done; piece = await reader.read()) yield decoder.decode(piece.value, { stream: true });
    } finally {
        await reader.cancel().catch(() => undefined);
    }
}
