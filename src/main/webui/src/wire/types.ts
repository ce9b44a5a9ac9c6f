/** What comes over the wire, as the contract names it. Times are RFC 3339 in UTC; a missing value is absent. */

export type Kind = 'sos' | 'medical' | 'fire' | 'assault' | 'accident' | 'fall' | 'checkin-missed' | 'other';
export type State = 'PENDING' | 'ACTIVE' | 'ACKNOWLEDGED' | 'RESOLVED' | 'CANCELLED' | 'EXPIRED';
export type Reason = 'safe' | 'false-alarm' | 'helped';

/** One place of a phone: degrees, metres, metres a second, percent. */
export interface Fix {
    readonly seq?: number;
    readonly at: string;
    readonly lat: number;
    readonly lon: number;
    readonly accuracy?: number;
    readonly altitude?: number;
    readonly speed?: number;
    readonly heading?: number;
    readonly battery?: number;
}

export interface Person {
    readonly id: string;
    readonly name: string;
    readonly phone?: string;
}

export interface Answer {
    /** Absent where a name is not told: behind a link that the owner made. */
    readonly contactId?: string;
    readonly name: string;
    readonly at: string;
    readonly note?: string;
    readonly etaMinutes?: number;
}

/** Who did something: a contact, a user, someone with a link, or the service itself. */
export interface Actor {
    readonly contactId?: string;
    readonly userId?: string;
    readonly linkId?: string;
    readonly system?: string | boolean;
    readonly name?: string;
}

export interface Alert {
    readonly id: string;
    readonly clientAlertId: string;
    readonly kind: Kind;
    readonly state: State;
    readonly version: number;
    readonly silent: boolean;
    readonly drill: boolean;
    readonly duress?: boolean;
    readonly raisedAt: string;
    readonly receivedAt: string;
    readonly activatesAt?: string;
    readonly note?: string;
    readonly person: Person;
    readonly location?: Fix;
    readonly acknowledgements: readonly Answer[];
    readonly declined: readonly Answer[];
    readonly resolution?: { readonly reason: Reason; readonly at: string; readonly by?: Actor };
}

/** GeoJSON, longitude first; `radius` in metres. */
export type Area =
    | { readonly type: 'Point'; readonly coordinates: readonly number[]; readonly radius: number }
    | { readonly type: 'Polygon'; readonly coordinates: readonly (readonly (readonly number[])[])[] };

/** A place that the person of an alert has named, and whose coming and going its contacts are told of. */
export interface KnownPlace {
    readonly id: string;
    readonly name: string;
    readonly area: Area;
}

/** Somebody's live location without an alert, for a while. */
export interface Sharing {
    readonly id: string;
    readonly person: Person;
    readonly minutes: number;
    readonly note?: string;
    readonly version: number;
    readonly startedAt: string;
    readonly endsAt: string;
    /** With whom: only its owner is told. */
    readonly contactIds?: readonly string[];
}

export interface TimelineEntry {
    readonly id: string;
    readonly at: string;
    readonly type: string;
    readonly by?: Actor;
    readonly from?: State;
    readonly to?: State;
    readonly version: number;
    readonly detail?: string;
}

export type DeliveryState = 'QUEUED' | 'SENT' | 'DELIVERED' | 'FAILED' | 'SUPPRESSED';
export type Channel = 'email' | 'sms' | 'voice' | 'push' | 'webhook';

export interface Attempt {
    readonly at: string;
    readonly provider: string;
    readonly outcome: 'accepted' | 'delivered' | 'retry' | 'rejected';
    readonly detail?: string;
}

export interface Delivery {
    readonly id: string;
    readonly contactId: string;
    readonly contactName: string;
    readonly channel: Channel;
    readonly step: number;
    readonly state: DeliveryState;
    readonly createdAt: string;
    readonly sentAt?: string;
    readonly deliveredAt?: string;
    readonly attempts: readonly Attempt[];
}

/** What the guardian socket says. Each message of a subscription carries the cursor to resume after it. */
export type FeedMessage =
    | {
          readonly type: 'snapshot';
          readonly ref?: string;
          readonly alert?: Alert;
          readonly sharing?: Sharing;
          readonly track?: readonly Fix[];
          readonly deliveries?: readonly Delivery[];
          readonly timeline?: readonly TimelineEntry[];
          readonly cursor: string;
      }
    | {
          readonly type: 'location';
          readonly alertId?: string;
          readonly sharingId?: string;
          readonly location: Fix;
          readonly receivedAt: string;
          readonly skipped?: number;
          readonly cursor: string;
      }
    | { readonly type: 'alert'; readonly alert: Alert; readonly cursor: string }
    | { readonly type: 'sharing'; readonly sharing: Sharing; readonly cursor: string }
    | { readonly type: 'delivery'; readonly alertId: string; readonly delivery: Delivery; readonly cursor: string }
    | { readonly type: 'timeline'; readonly alertId: string; readonly entry: TimelineEntry; readonly cursor: string }
    | { readonly type: 'ended'; readonly alertId?: string; readonly sharingId?: string; readonly code: string; readonly cursor?: string }
    | { readonly type: 'ok'; readonly ref?: string; readonly cursor?: string }
    | { readonly type: 'error'; readonly ref?: string; readonly code: string; readonly detail?: string };

export interface Page<T> {
    readonly items: readonly T[];
    readonly next?: string;
}

export interface Me {
    readonly id: string;
    readonly email: string;
    readonly emailVerified: boolean;
    readonly name: string;
    /** A BCP 47 tag. */
    readonly locale: string;
    /** Absent where it is no more than anybody's. */
    readonly role?: string;
}

export interface Tokens {
    readonly accessToken: string;
    /** Seconds that the access token is good for. */
    readonly expiresIn: number;
    readonly refreshToken: string;
}

export interface LinkSession {
    readonly accessToken: string;
    readonly alertId: string;
    readonly may: readonly ('view' | 'acknowledge' | 'resolve')[];
}

export interface Invitation {
    readonly person: { readonly name: string };
    readonly contact: { readonly name: string };
    readonly channel: { readonly type: string; readonly address: string };
    readonly state: 'open' | 'accepted' | 'declined';
}
