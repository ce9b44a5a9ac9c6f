import type { Fix, Kind, Reason, State } from '../wire/types.ts';

/** What a phone says and hears on the device socket, as the contract names it. */

/** The body of `alert.trigger`: one press of the button. The same `clientAlertId` again is the same alert. */
export interface Trigger {
    readonly clientAlertId: string;
    readonly kind: Kind;
    readonly silent: boolean;
    readonly drill: boolean;
    /** Seconds in which it can be called off before anybody is told. */
    readonly countdown: number;
    readonly note?: string;
    readonly at: string;
    readonly location?: Fix;
}

/** A place that waits to be sent. `seq` counts up in this installation. */
export type NumberedFix = Fix & { readonly seq: number };

export interface Accepted {
    readonly alertId: string;
    readonly clientAlertId: string;
    readonly state: State;
    readonly activatesAt?: string;
    readonly warnings?: readonly { readonly code: string; readonly detail: string }[];
}

export interface AlertStateMessage {
    readonly type: 'alert.state';
    readonly ref?: string;
    readonly alertId: string;
    readonly clientAlertId: string;
    readonly version: number;
    readonly state: State;
    readonly by?: { readonly name?: string };
    readonly etaMinutes?: number;
    readonly reason?: Reason;
    readonly at: string;
}

export interface ErrorMessage {
    readonly type: 'error';
    readonly ref?: string;
    readonly code: string;
    readonly detail?: string;
}

export type DeviceMessage =
    | ({ readonly type: 'alert.accepted'; readonly ref?: string; readonly at: string } & Accepted)
    | AlertStateMessage
    | { readonly type: 'locations.stored'; readonly ref?: string; readonly upTo?: number }
    | { readonly type: 'device.request'; readonly interval: number; readonly until: string }
    | { readonly type: 'checkin.reminder'; readonly checkinId: string; readonly dueAt: string; readonly missesAt: string }
    | { readonly type: 'ok'; readonly ref?: string }
    | ErrorMessage;
