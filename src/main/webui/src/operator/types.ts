import type { Attempt, Channel, DeliveryState, Fix, Kind, State } from '../wire/types.ts';

/** What `/v1/operator` answers. Times are RFC 3339 in UTC; a missing value is absent. */

export interface Overview {
    /** `active`: not at their end yet. */
    readonly alerts: { readonly active: number; readonly activatedLast24h: number };
    readonly deliveries: { readonly failedLast24h: number; readonly waiting: number };
    readonly providers: { readonly total: number; readonly unwell: number };
    /** Counted up to 200; absent while the broker does not say. */
    readonly deadLetters?: number;
    readonly drills: { readonly last?: string };
    /** The alert that the service raises for itself: when one last went the whole way. */
    readonly heartbeat: { readonly at?: string; readonly ok: boolean };
}

export type Health = 'up' | 'open' | 'half-open' | 'unknown';

export interface Provider {
    readonly name: string;
    readonly channel: Channel;
    /** Among those of its channel: 1 is tried first. */
    readonly position: number;
    readonly enabled: boolean;
    /** Why, and when, it was switched last. */
    readonly reason?: string;
    readonly switchedAt?: string;
    readonly health: Health;
    readonly lastSuccessAt?: string;
    readonly lastFailureAt?: string;
    readonly lastFailure?: string;
    readonly attemptsLastHour: number;
    readonly failuresLastHour: number;
}

export interface DeliveryLine {
    readonly id: string;
    readonly alertId?: string;
    readonly userId?: string;
    readonly contactId?: string;
    readonly contactName: string;
    readonly channel: Channel;
    readonly provider?: string;
    readonly state: DeliveryState;
    readonly purpose: string;
    /** Masked, but for the one delivery that is looked at. */
    readonly address?: string;
    readonly reason?: string;
    readonly attempts: number;
    readonly at: string;
    readonly sentAt?: string;
    readonly deliveredAt?: string;
}

export interface DeliveryFile {
    readonly delivery: DeliveryLine;
    readonly attempts: readonly Tried[];
}

/** An attempt, and what its provider said of it afterwards. */
export interface Tried {
    readonly number: number;
    readonly at: string;
    readonly provider: string;
    /** Absent while it is in flight. */
    readonly outcome?: Attempt['outcome'];
    readonly detail?: string;
    readonly receiptAt?: string;
    readonly receipt?: Attempt['outcome'];
    readonly receiptDetail?: string;
}

export interface DeadLetter {
    readonly id: string;
    readonly consumer: string;
    readonly topic?: string;
    readonly partition: number;
    readonly offset: number;
    readonly at: string;
    readonly reason?: string;
    readonly key?: string;
    readonly size: number;
    readonly replayedAt?: string;
}

export interface User {
    readonly id: string;
    readonly name: string;
    readonly email: string;
    readonly emailVerified: boolean;
    readonly phone?: string;
    readonly role: string;
    readonly createdAt: string;
    readonly devices: number;
    readonly contacts: number;
    readonly lastSignInAt?: string;
}

export interface UserContact {
    readonly id: string;
    readonly name: string;
    readonly relationship?: string;
    readonly tier: number;
    readonly state: string;
    /** Whether an account guards the user as this contact. */
    readonly guardian: boolean;
    readonly channels: readonly { readonly id: string; readonly type: Channel; readonly address?: string; readonly state: string }[];
}

export interface UserFile {
    readonly user: User;
    readonly contacts: readonly UserContact[];
    readonly alerts: readonly AlertLine[];
}

/** Without its place and note, which need a glass to be broken. */
export interface AlertLine {
    readonly id: string;
    readonly userId: string;
    readonly name: string;
    readonly kind: Kind;
    readonly state: State;
    readonly silent: boolean;
    readonly drill: boolean;
    readonly at: string;
    readonly activatedAt?: string;
    readonly endedAt?: string;
    /** How many contacts were told, and how many of them are going. */
    readonly told: number;
    readonly going: number;
}

export interface AlertFile {
    readonly alert: AlertLine;
    /** Oldest first; `by` is a name. */
    readonly timeline: readonly { readonly id: string; readonly at: string; readonly type: string; readonly by?: string }[];
    /** How long this operator may see the place; absent where the glass is whole. */
    readonly glassUntil?: string;
}

export interface SeenPlace {
    readonly location?: Fix;
    readonly note?: string;
    readonly track: readonly Fix[];
}

export interface Drill {
    readonly id: string;
    readonly userId: string;
    readonly name: string;
    readonly at: string;
    readonly contacts: number;
    readonly reached: number;
    readonly answered: number;
    readonly failed: number;
}

export interface AuditEntry {
    readonly id: string;
    readonly at: string;
    readonly actorId: string;
    /** Absent once that account is gone. */
    readonly actor?: string;
    readonly action: string;
    readonly subjectId?: string;
    /** `alert/<id>`, `delivery/<id>`, `provider/<name>` or `dead-letter/<id>`. */
    readonly target?: string;
    readonly reason?: string;
}
