import { call } from '../wire/http.ts';
import type { Session } from '../wire/session.ts';
import type { Page } from '../wire/types.ts';

/** Whether this browser shows a notification when somebody needs the account that is signed in. */
export type Notifying = 'impossible' | 'blocked' | 'off' | 'on';

interface Subscribed {
    readonly id: string;
    readonly endpoint: string;
}

type Listing = Page<Subscribed> & { readonly vapidPublicKey: string };

const PATH = '/me/push-subscriptions';

/** This browser as a place to be told in. Nothing is asked of a person before `turnOn`. */
export class Device {
    constructor(private readonly session: Session) {}

    /** A subscription to a key that the server no longer has is renewed: the person has said yes to it before. */
    async state(): Promise<Notifying> {
        if (!canNotify()) return 'impossible';
        if (Notification.permission === 'denied') return 'blocked';
        const subscription = await this.#subscription();
        if (!subscription || Notification.permission !== 'granted') return 'off';
        const { vapidPublicKey, items } = await this.#listing();
        if (!items.some(({ endpoint }) => endpoint === subscription.endpoint)) return 'off';
        if (!isFor(subscription, vapidPublicKey)) await this.#subscribe(vapidPublicKey);
        return 'on';
    }

    /** To be called by a press: the browser asks the person. */
    async turnOn(): Promise<Notifying> {
        if ((await Notification.requestPermission()) !== 'granted') return Notification.permission === 'denied' ? 'blocked' : 'off';
        await this.#subscribe((await this.#listing()).vapidPublicKey);
        return 'on';
    }

    /** The server forgets this browser for this account. */
    async turnOff(): Promise<Notifying> {
        const subscription = await this.#subscription();
        if (!subscription) return 'off';
        const { items } = await this.#listing();
        const known = items.find(({ endpoint }) => endpoint === subscription.endpoint);
        if (known) await call('DELETE', `${PATH}/${known.id}`, { token: await this.session.token() });
        await subscription.unsubscribe();
        return 'off';
    }

    async #subscribe(key: string): Promise<void> {
        const registration = await navigator.serviceWorker.register('/service-worker.js');
        await navigator.serviceWorker.ready;
        const old = await registration.pushManager.getSubscription();
        if (old && !isFor(old, key)) await old.unsubscribe();
        const subscription = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
        await call('POST', PATH, { body: subscription.toJSON(), token: await this.session.token() });
    }

    async #subscription(): Promise<PushSubscription | null | undefined> {
        return canNotify() ? (await navigator.serviceWorker.getRegistration('/'))?.pushManager.getSubscription() : undefined;
    }

    async #listing(): Promise<Listing> {
        return call<Listing>('GET', `${PATH}?limit=200`, { token: await this.session.token() });
    }
}

/** Browsers do so on HTTPS and localhost alone; on an iPhone only once the page is on the home screen. */
function canNotify(): boolean {
    return isSecureContext && 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
}

function isFor(subscription: PushSubscription, key: string): boolean {
    const own = subscription.options.applicationServerKey;
    return own !== null && base64url(new Uint8Array(own)) === key;
}

function base64url(bytes: Uint8Array): string {
    return btoa(String.fromCharCode(...bytes))
        .replaceAll('+', '-')
        .replaceAll('/', '_')
        .replaceAll('=', '');
}
