import type { Alert, Delivery, FeedMessage, Fix, KnownPlace, Person, Sharing, State, TimelineEntry } from '../wire/types.ts';
import { inOrder, withFix } from './places.ts';

/** One alert with all that is known of it. */
export interface Followed {
    readonly alert: Alert;
    /** By `at`, oldest first. */
    readonly track: readonly Fix[];
    readonly deliveries: readonly Delivery[];
    /** In the order of their versions and times. */
    readonly timeline: readonly TimelineEntry[];
    /** Places that were left out because this browser was too slow to take them all. */
    readonly skipped: number;
    /** What the person has named; undefined until it was asked for. */
    readonly places?: readonly KnownPlace[];
    /** Why there is no more to see, once that is so. */
    readonly ended?: string;
}

/** One sharing with all that is known of it; there is none any more once it has ended. */
export interface Shared {
    readonly sharing: Sharing;
    /** By `at`, oldest first. */
    readonly track: readonly Fix[];
    readonly skipped: number;
}

/** Somebody whose way may be seen: by an alert, or by a sharing. */
export type Traced = Followed | Shared;

/** Seconds after which the last place of an open alert, or of a sharing, counts as old. */
export const OLD_S = 60;

/** The most places of one track that are kept in the page: more than a day of one a minute. */
const LONGEST_TRACK = 5_000;
/** The most of all tracks together: of a crowd each keeps the last part of the way. */
const MOST_PLACES = 300_000;

const NOWHERE: readonly KnownPlace[] = [];

/**
 * What is known now. Messages may come twice and late: the version of an alert or a sharing, a delivery's and an entry's id, a
 * place's time and number make that harmless.
 */
export class Situation {
    readonly #followed = new Map<string, Followed>();
    readonly #shared = new Map<string, Shared>();
    #inOrder: readonly Followed[] | undefined;
    #sharingsInOrder: readonly Shared[] | undefined;

    /** The alerts, the most urgent first; the same array until something changes. */
    get all(): readonly Followed[] {
        this.#inOrder ??= [...this.#followed.values()].sort(byUrgency);
        return this.#inOrder;
    }

    /** The newest first; the same array until something changes. */
    get sharings(): readonly Shared[] {
        this.#sharingsInOrder ??= [...this.#shared.values()].sort((a, b) => newestFirst(a.sharing.startedAt, b.sharing.startedAt));
        return this.#sharingsInOrder;
    }

    of(alertId: string): Followed | undefined {
        return this.#followed.get(alertId);
    }

    sharing(sharingId: string): Shared | undefined {
        return this.#shared.get(sharingId);
    }

    /** Takes a message in; nothing happens to one about an alert or a sharing that is not known, or of a type that is not known. */
    apply(message: FeedMessage): void {
        switch (message.type) {
            case 'snapshot':
                if (message.alert) this.#begin(message.alert, message);
                if (message.sharing) this.#share({ sharing: message.sharing, track: inOrder(message.track ?? [], this.#longest()), skipped: 0 });
                return;
            case 'alert':
                if (this.#followed.has(message.alert.id)) this.#change(message.alert.id, old => ({ alert: newer(old.alert, message.alert) }));
                else this.#begin(message.alert, {});
                return;
            case 'sharing':
                return this.#reshare(message.sharing.id, old => ({ sharing: newer(old.sharing, message.sharing) }));
            case 'location':
                this.#change(message.alertId, old => this.#moved(old, message));
                return this.#reshare(message.sharingId, old => this.#moved(old, message));
            case 'delivery':
                return this.#change(message.alertId, old => ({ deliveries: replaced(old.deliveries, message.delivery) }));
            case 'timeline':
                return this.#change(message.alertId, old => ({ timeline: replaced(old.timeline, message.entry) }));
            case 'ended':
                if (message.sharingId !== undefined) this.#unshare(message.sharingId);
                return this.#change(message.alertId, ({ alert }) => ({ alert: placeless(alert), track: [], deliveries: [], timeline: [], places: [], ended: message.code }));
            default:
        }
    }

    /** Forgets every alert and sharing but these. */
    retain(ids: ReadonlySet<string>): void {
        for (const id of this.#followed.keys()) if (!ids.has(id)) this.#followed.delete(id);
        for (const id of this.#shared.keys()) if (!ids.has(id)) this.#unshare(id);
        this.#inOrder = undefined;
    }

    /** The answer to an act of one's own, which may be here before the feed says so. */
    answered(alert: Alert): void {
        this.#change(alert.id, old => ({ alert: newer(old.alert, alert) }));
    }

    /** What was asked for besides. */
    knows(alertId: string, places: readonly KnownPlace[]): void {
        this.#change(alertId, () => ({ places }));
    }

    #begin(alert: Alert, known: { track?: readonly Fix[]; deliveries?: readonly Delivery[]; timeline?: readonly TimelineEntry[] }): void {
        const track = inOrder(known.track ?? [], this.#longest());
        this.#keep({ alert, track, deliveries: known.deliveries ?? [], timeline: known.timeline ?? [], skipped: 0 });
    }

    #change(alertId: string | undefined, change: (old: Followed) => Partial<Followed>): void {
        const old = alertId === undefined ? undefined : this.#followed.get(alertId);
        if (old) this.#keep({ ...old, ...change(old) });
    }

    #keep(followed: Followed): void {
        this.#followed.set(followed.alert.id, followed);
        this.#inOrder = undefined;
    }

    #share(shared: Shared): void {
        this.#shared.set(shared.sharing.id, shared);
        this.#sharingsInOrder = undefined;
    }

    #reshare(sharingId: string | undefined, change: (old: Shared) => Partial<Shared>): void {
        const old = sharingId === undefined ? undefined : this.#shared.get(sharingId);
        if (old) this.#share({ ...old, ...change(old) });
    }

    #unshare(sharingId: string): void {
        this.#shared.delete(sharingId);
        this.#sharingsInOrder = undefined;
    }

    #moved({ track, skipped }: Traced, { location, skipped: more = 0 }: { location: Fix; skipped?: number }): Pick<Traced, 'track' | 'skipped'> {
        return { track: withFix(track, location, this.#longest()), skipped: skipped + more };
    }

    #longest(): number {
        return Math.min(LONGEST_TRACK, Math.floor(MOST_PLACES / Math.max(1, this.#followed.size + this.#shared.size)));
    }
}

/** The newest place: of the track, or the one that came with the trigger. */
export function lastFix(traced: Traced): Fix | undefined {
    return traced.track.at(-1) ?? ('alert' in traced ? traced.alert.location : undefined);
}

/** What may be known of places that the person has named: nothing any more once it is over. The same array until something changes. */
export function placesOf(traced: Traced | undefined): readonly KnownPlace[] {
    return (traced && 'places' in traced && isOpen(traced.alert) && traced.places) || NOWHERE;
}

export function idOf(traced: Traced): string {
    return 'alert' in traced ? traced.alert.id : traced.sharing.id;
}

export function personOf(traced: Traced): Person {
    return 'alert' in traced ? traced.alert.person : traced.sharing.person;
}

/** Whether it is shared by whoever looks: with whom is told to nobody else. */
export function isOwn(sharing: Sharing): boolean {
    return sharing.contactIds !== undefined;
}

/** Whether it goes on, so that a new place is waited for. */
export function goesOn(traced: Traced): boolean {
    return !('alert' in traced) || isOpen(traced.alert);
}

/** Who is to be marked where all are looked at: each once, by an alert rather than by a sharing. */
export function everyone(alerts: readonly Followed[], sharings: readonly Shared[]): readonly Traced[] {
    const open = alerts.filter(({ alert }) => isOpen(alert));
    const marked = new Set(open.filter(lastFix).map(({ alert }) => alert.person.id));
    return [...open, ...sharings.filter(({ sharing }) => !marked.has(sharing.person.id))];
}

/** Who shares and is in no need: whoever has an open alert is listed by that, and here again when it is over. */
export function calm(alerts: readonly Followed[], sharings: readonly Shared[]): readonly Shared[] {
    const inNeed = new Set(alerts.filter(({ alert }) => isOpen(alert)).map(({ alert }) => alert.person.id));
    return sharings.filter(({ sharing }) => !inNeed.has(sharing.person.id));
}

/** What the person of an open alert shares besides it. */
export function sharedBeside({ alert }: Followed, sharings: readonly Shared[]): Shared | undefined {
    return isOpen(alert) ? sharings.find(({ sharing }) => sharing.person.id === alert.person.id) : undefined;
}

export function isOpen(alert: Alert): boolean {
    return alert.state === 'PENDING' || alert.state === 'ACTIVE' || alert.state === 'ACKNOWLEDGED';
}

const URGENCY: Record<State, number> = { ACTIVE: 0, ACKNOWLEDGED: 1, PENDING: 2, EXPIRED: 3, RESOLVED: 3, CANCELLED: 3 };

/** Whoever waits for an answer first, drills after the real ones, the newest first among equals. */
function byUrgency(a: Followed, b: Followed): number {
    return (
        URGENCY[a.alert.state] - URGENCY[b.alert.state] ||
        Number(a.alert.drill) - Number(b.alert.drill) ||
        newestFirst(a.alert.raisedAt, b.alert.raisedAt)
    );
}

/** Times of the contract are of one form, so that the order of the letters is theirs. */
function newestFirst(a: string, b: string): number {
    return a === b ? 0 : a < b ? 1 : -1;
}

/** A right that ended leaves nothing on the screen of where the person is. */
function placeless({ location: _location, ...alert }: Alert): Alert {
    return alert;
}

function newer<T extends { readonly version: number }>(old: T, next: T): T {
    return next.version < old.version ? old : next;
}

function replaced<T extends { readonly id: string }>(all: readonly T[], one: T): readonly T[] {
    const index = all.findIndex(({ id }) => id === one.id);
    return index < 0 ? [...all, one] : [...all.slice(0, index), one, ...all.slice(index + 1)];
}
