import type { Alert, Delivery, FeedMessage, Fix, State, TimelineEntry } from '../wire/types.ts';

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
    /** Why there is no more to see, once that is so. */
    readonly ended?: string;
}

/** Seconds after which the last place of an open alert counts as old. */
export const OLD_S = 60;

/** The most places of one track that are kept in the page: more than a day of one a minute. */
const LONGEST_TRACK = 5_000;
/** The most of all tracks together: of a crowd each keeps the last part of the way. */
const MOST_PLACES = 300_000;

/**
 * What is known now. Messages may come twice and late: an alert's version, a delivery's and an entry's id, a place's time and
 * number make that harmless.
 */
export class Situation {
    readonly #followed = new Map<string, Followed>();
    #inOrder: readonly Followed[] | undefined;

    /** The most urgent first; the same array until something changes. */
    get all(): readonly Followed[] {
        this.#inOrder ??= [...this.#followed.values()].sort(byUrgency);
        return this.#inOrder;
    }

    of(alertId: string): Followed | undefined {
        return this.#followed.get(alertId);
    }

    /** Takes a message in; nothing happens to one about an alert that is not known, or of a type that is not known. */
    apply(message: FeedMessage): void {
        switch (message.type) {
            case 'snapshot':
                if (message.alert) this.#begin(message.alert, message);
                return;
            case 'alert':
                if (this.#followed.has(message.alert.id)) this.#change(message.alert.id, old => ({ alert: newer(old.alert, message.alert) }));
                else this.#begin(message.alert, {});
                return;
            case 'location':
                return this.#change(message.alertId, old => ({
                    track: withFix(old.track, message.location, this.#longest()),
                    skipped: old.skipped + (message.skipped ?? 0),
                }));
            case 'delivery':
                return this.#change(message.alertId, old => ({ deliveries: replaced(old.deliveries, message.delivery) }));
            case 'timeline':
                return this.#change(message.alertId, old => ({ timeline: replaced(old.timeline, message.entry) }));
            case 'ended':
                return this.#change(message.alertId, ({ alert }) => ({ alert: placeless(alert), track: [], deliveries: [], timeline: [], ended: message.code }));
            default:
        }
    }

    /** Forgets every alert but these. */
    retain(alertIds: ReadonlySet<string>): void {
        for (const id of this.#followed.keys()) if (!alertIds.has(id)) this.#followed.delete(id);
        this.#inOrder = undefined;
    }

    /** The answer to an act of one's own, which may be here before the feed says so. */
    answered(alert: Alert): void {
        this.#change(alert.id, old => ({ alert: newer(old.alert, alert) }));
    }

    #begin(alert: Alert, known: { track?: readonly Fix[]; deliveries?: readonly Delivery[]; timeline?: readonly TimelineEntry[] }): void {
        const track = [...(known.track ?? [])].sort(byTime).slice(-this.#longest());
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

    #longest(): number {
        return Math.min(LONGEST_TRACK, Math.floor(MOST_PLACES / Math.max(1, this.#followed.size)));
    }
}

/** The newest place: of the track, or the one that came with the trigger. */
export function lastFix({ alert, track }: Followed): Fix | undefined {
    return track.at(-1) ?? alert.location;
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

function newer(old: Alert, next: Alert): Alert {
    return next.version < old.version ? old : next;
}

function byTime(a: Fix, b: Fix): number {
    return Date.parse(a.at) - Date.parse(b.at);
}

function withFix(track: readonly Fix[], fix: Fix, longest: number): readonly Fix[] {
    const last = track.at(-1);
    if (last && byTime(last, fix) > 0) return inBetween(track, fix);
    if (last && same(last, fix)) return track;
    return [...track.slice(1 - longest), fix];
}

/** Phones send the newest place first after a gap: an older one goes where it belongs. */
function inBetween(track: readonly Fix[], fix: Fix): readonly Fix[] {
    const after = track.findIndex(each => byTime(each, fix) > 0);
    if (track.slice(0, after).some(each => same(each, fix))) return track;
    return [...track.slice(0, after), fix, ...track.slice(after)];
}

function same(a: Fix, b: Fix): boolean {
    return a.seq === b.seq && byTime(a, b) === 0;
}

function replaced<T extends { readonly id: string }>(all: readonly T[], one: T): readonly T[] {
    const index = all.findIndex(({ id }) => id === one.id);
    return index < 0 ? [...all, one] : [...all.slice(0, index), one, ...all.slice(index + 1)];
}
