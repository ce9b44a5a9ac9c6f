import { everySecond, now } from '../live/clock.ts';
import type { FeedStatus } from '../live/feed.ts';
import type { Followed } from '../live/situation.ts';
import { call } from '../wire/http.ts';
import type { AccountSession } from '../wire/session.ts';
import type { Alert, Fix, Kind, Reason } from '../wire/types.ts';
import { Asks } from './asks.ts';
import { Awake } from './awake.ts';
import { sendLater, sendWithoutMe } from './background.ts';
import { Details } from './details.ts';
import { Line } from './line.ts';
import type { Accepted, DeviceMessage, Trigger } from './messages.ts';
import { Owner } from './owner.ts';
import { current, isOpen, told, withPress } from './presses.ts';
import { accepted, Sender } from './sender.ts';
import type { Keeping, Press } from './store.ts';
import { Tracker, type Tracking } from './tracker.ts';

/** What a person chooses before the button is pressed. */
export interface Choice {
    readonly kind: Kind;
    readonly silent: boolean;
    readonly drill: boolean;
    readonly countdown: number;
    readonly note: string;
}

export interface PhoneListener {
    /** Something to show has changed. */
    changed(): void;
    /** The alert that is shown stands otherwise. */
    alertChanged(old: Press | undefined, next: Press): void;
    /** Somebody has answered. */
    answered(old: Alert | undefined, next: Alert): void;
    /** A check-in is about to be due. */
    reminded(checkinId: string): void;
}

/** A press that no socket has taken within this time goes by HTTP, too. */
const SOCKET_MS = 4_000;
/** A place that is older says nothing of where the button was pressed. */
const FRESH_MS = 60_000;
const ALERT_EVERY_S = 5;

/** The phone: presses, says where it is for as long as that is wanted, calls off; and keeps all until the server has it. */
export class Phone {
    tracking: Tracking = 'off';
    lastFix: Fix | undefined;
    /** Places that the server does not hold yet. */
    waiting = 0;
    readonly owner: Owner;
    readonly #line: Line;
    readonly #asks: Asks;
    readonly #details: Details;
    readonly #tracker: Tracker;
    readonly #awake = new Awake();
    readonly #stopClock: () => void;
    #presses: readonly Press[] = [];
    #sender: Sender | undefined;
    #request: { readonly interval: number; readonly until: number } | undefined;

    constructor(
        private readonly store: Keeping,
        installation: string,
        presses: readonly Press[],
        session: AccountSession | undefined,
        private readonly listener: PhoneListener,
    ) {
        this.#presses = presses.toSorted((a, b) => (a.trigger?.at ?? '').localeCompare(b.trigger?.at ?? ''));
        this.owner = new Owner(store, session, () => listener.changed());
        this.#asks = new Asks(message => this.#line.say(message));
        this.#details = new Details(
            () => this.owner.session,
            (old, next) => this.#read(old, next),
            alertId => this.#gone(alertId),
        );
        this.#tracker = new Tracker({ found: fix => void this.#found(fix), stands: tracking => this.#stands(tracking) });
        this.#line = new Line(tries => this.owner.credential(tries), installation, {
            opened: () => this.#opened(),
            seenAgain: () => void this.#sender?.more(),
            heard: message => void this.#heard(message),
            stands: () => this.listener.changed(),
        });
        this.#stopClock = everySecond(() => this.#track());
        this.#line.start();
        addEventListener('pagehide', this.#left);
        void this.store.waiting().then(count => (this.waiting = count));
        this.#show();
    }

    get press(): Press | undefined {
        return current(this.#presses);
    }

    /** What is known of the alert that is shown. */
    get followed(): Followed | undefined {
        return this.#details.followed;
    }

    get status(): FeedStatus {
        return this.#line.status;
    }

    stop(): void {
        this.#stopClock();
        this.#line.stop();
        removeEventListener('pagehide', this.#left);
        this.#sender?.stop();
        this.#details.stop();
        this.#tracker.stop();
        this.#awake.want(false);
    }

    retryNow(): void {
        this.#line.retryNow();
    }

    /** Raises the alert: kept first, then sent, by whatever way there is. */
    async raise({ note, ...choice }: Choice): Promise<void> {
        const at = new Date(now()).toISOString();
        const place: Pick<Trigger, 'location'> = this.lastFix && now() - Date.parse(this.lastFix.at) < FRESH_MS ? { location: this.lastFix } : {};
        const trigger: Trigger = { clientAlertId: uuid(), ...choice, ...(note && { note }), at, ...place };
        const press: Press = { clientAlertId: trigger.clientAlertId, trigger, state: 'UNSENT', version: 0 };
        this.#put(press);
        await this.store.keep(press).catch(() => undefined);
        void this.#sender?.more();
        void sendLater();
        setTimeout(() => void this.#raiseByHttp(press), SOCKET_MS);
    }

    /**
     * Calls the alert off, with the PIN where one is set. Waits for a connection, and for the alert to have been sent.
     * @returns the code of the problem, nothing if it is called off
     */
    async end({ alertId, clientAlertId, state }: Press, pin: string, reason: Reason): Promise<string> {
        const which = { ...(alertId ? { alertId } : { clientAlertId }), ...(pin && { pin }) };
        const counting = state === 'PENDING' || state === 'UNSENT';
        const answer = counting ? await this.#ask({ type: 'alert.cancel', ...which }) : undefined;
        if (answer && !(answer.type === 'error' && answer.code === 'illegal-transition')) return answer.type === 'error' ? answer.code : '';
        // the countdown was over before the PIN was there
        const ended = await this.#ask({ type: 'alert.resolve', ...which, reason: counting ? 'false-alarm' : reason });
        return ended.type === 'error' ? ended.code : '';
    }

    /** An alert that is over is shown until somebody has seen it. */
    dismiss({ clientAlertId }: Press): void {
        this.#presses = this.#presses.filter(press => press.clientAlertId !== clientAlertId);
        this.#show();
    }

    /** Tries again to find out where it is: the person may have allowed it meanwhile. */
    locate(): void {
        this.#tracker.stop();
        this.#track();
        this.glance();
    }

    /** Looks where it is, so that a press can say so at once. The browser may ask the person. */
    glance(): void {
        if (this.tracking === 'off') void this.#tracker.glance();
    }

    /** Where it is now; undefined if it can't find out. The browser may ask the person. */
    async whereNow(): Promise<Fix | undefined> {
        return this.tracking === 'off' ? this.#tracker.glance() : this.lastFix;
    }

    readonly #left = (): void => {
        if (this.waiting > 0 || this.#presses.some(({ state }) => state === 'UNSENT')) sendWithoutMe();
    };

    #ask(message: object): ReturnType<Asks['ask']> {
        const answer = this.#asks.ask(message);
        this.#sayAsks();
        return answer;
    }

    #sayAsks(): void {
        if (!this.#presses.some(({ state }) => state === 'UNSENT')) this.#asks.sayAll();
    }

    #opened(): void {
        this.#sender?.stop();
        this.#sender = new Sender(this.store, message => this.#line.say(message), press => this.#put(press));
        this.#asks.onNewLine();
        void this.#lookAgain().then(() => {
            void this.#sender?.more();
            this.#sayAsks();
        });
    }

    async #heard(message: DeviceMessage): Promise<void> {
        if (message.type === 'alert.state') await this.#told(told(this.#presses, message));
        if (message.type === 'device.request') this.#request = { interval: message.interval, until: Date.parse(message.until) };
        if (message.type === 'checkin.reminder') this.listener.reminded(message.checkinId);
        this.#asks.heard(message);
        await this.#sender?.heard(message);
        if (message.type === 'alert.accepted') this.#sayAsks();
        if (message.type === 'locations.stored') this.waiting = await this.store.waiting();
        this.#track();
        this.listener.changed();
    }

    /** What its owner may read of the alert. It may have ended while this phone was off. */
    #read(old: Alert | undefined, next: Alert | undefined): void {
        if (next && next.version !== old?.version) {
            const { id: alertId, clientAlertId, version, state, raisedAt: at } = next;
            void this.#told(told(this.#presses, { type: 'alert.state', alertId, clientAlertId, version, state, at }));
            this.listener.answered(old, next);
        }
        this.listener.changed();
    }

    #gone(alertId: string): void {
        const press = this.#presses.find(each => each.alertId === alertId);
        if (!press) return;
        void this.store.forget(press.clientAlertId);
        this.dismiss(press);
    }

    /** The service worker may have sent a press while this page had no line. */
    async #lookAgain(): Promise<void> {
        const unsent = new Set(this.#presses.filter(({ state }) => state === 'UNSENT').map(({ clientAlertId }) => clientAlertId));
        for (const press of await this.store.presses()) if (unsent.has(press.clientAlertId) && press.state !== 'UNSENT') this.#put(press);
    }

    async #told(press: Press | undefined): Promise<void> {
        if (!press) return;
        this.#put(press);
        if (isOpen(press)) await this.store.keep(press);
        else await this.store.forget(press.clientAlertId);
    }

    async #raiseByHttp({ clientAlertId, trigger }: Press): Promise<void> {
        const unsent = this.#presses.some(press => press.clientAlertId === clientAlertId && press.state === 'UNSENT');
        const token = unsent ? await this.owner.session?.token().catch(() => undefined) : undefined;
        if (!token) return;
        const answer = await call<Accepted & { id: string }>('POST', '/alerts', { body: trigger, token }).catch(() => undefined);
        if (answer) await accepted(this.store, { ...answer, alertId: answer.alertId ?? answer.id }, press => this.#put(press));
    }

    #put(press: Press): void {
        const old = this.#presses.find(({ clientAlertId }) => clientAlertId === press.clientAlertId);
        this.#presses = withPress(this.#presses, press);
        if (old?.state !== press.state) this.listener.alertChanged(old, press);
        this.#show();
    }

    #show(): void {
        this.#details.follow(this.press?.alertId);
        this.#track();
        this.listener.changed();
    }

    /** Places are wanted while an alert is open, and for as long as the server asks for them. */
    #track(): void {
        const open = this.#presses.some(isOpen);
        const asked = this.#request !== undefined && this.#request.until > now();
        if (open || asked) this.#tracker.start(asked && this.#request ? this.#request.interval : ALERT_EVERY_S);
        else this.#tracker.stop();
        this.#awake.want(open || asked);
    }

    async #found(fix: Fix): Promise<void> {
        this.lastFix = fix;
        if (this.tracking !== 'off') {
            await this.store.add(fix);
            this.waiting = await this.store.waiting();
            if (this.status.kind === 'live') void this.#sender?.more();
            else void sendLater();
        }
        this.listener.changed();
    }

    #stands(tracking: Tracking): void {
        this.tracking = tracking;
        this.listener.changed();
    }
}

/** Browsers have `randomUUID` on HTTPS and localhost alone. */
export function uuid(): string {
    if (crypto.randomUUID) return crypto.randomUUID();
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    const hex = [...bytes].map((byte, i) => (i === 6 ? (byte & 15) | 64 : i === 8 ? (byte & 63) | 128 : byte).toString(16).padStart(2, '0')).join('');
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
