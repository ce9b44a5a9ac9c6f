import { flush, OUTBOX } from '../phone/flush.ts';
import { Kept } from '../phone/store.ts';
import { forgetOldShells, fromShell, isOfShell, keepShell } from './shell.ts';

declare const self: ServiceWorkerGlobalScope;

/** What PushPayload of the server writes. */
export interface Payload {
    readonly type: string;
    readonly title: string;
    readonly body: string;
    readonly url?: string;
    readonly tag?: string;
    readonly lang: string;
    readonly dir: 'ltr' | 'rtl';
}

/** What a notification keeps for its click. */
interface Shown {
    readonly url: string;
}

/** A notification stays until somebody has seen it, and one that replaces another is heard again; TypeScript lacks the latter. */
interface Options extends NotificationOptions {
    readonly renotify?: boolean;
}

/** Background Sync, which TypeScript does not know: there is a network again. */
interface SyncEvent extends ExtendableEvent {
    readonly tag: string;
}

self.addEventListener('install', event => event.waitUntil(keepShell().then(() => self.skipWaiting())));
self.addEventListener('activate', event => event.waitUntil(forgetOldShells().then(() => self.clients.claim())));
self.addEventListener('fetch', event => {
    if (event.request.mode === 'navigate') event.waitUntil(sendWhatThereIs());
    if (isOfShell(event.request)) event.respondWith(fromShell(event.request, work => event.waitUntil(work)));
});
self.addEventListener('sync' as keyof ServiceWorkerGlobalScopeEventMap, event => {
    if ((event as SyncEvent).tag === OUTBOX) (event as SyncEvent).waitUntil(sendKept());
});
self.addEventListener('message', event => {
    if (event.data === OUTBOX) event.waitUntil(sendWhatThereIs());
});
self.addEventListener('push', event => event.waitUntil(Promise.all([show(event.data), sendWhatThereIs()])));
self.addEventListener('notificationclick', event => {
    event.notification.close();
    event.waitUntil(open((event.notification.data as Shown | null)?.url ?? '/'));
});

let sending: Promise<void> | undefined;

/** What the phone's page kept and could not send before it was closed. A page that is open sends the same: it counts once. */
function sendKept(): Promise<void> {
    sending ??= Kept.open()
        .then(store => flush(store, self.location.origin))
        .finally(() => (sending = undefined));
    return sending;
}

/** Where there is no Background Sync, whatever wakes us is an occasion: any page that is opened, a message that comes. */
async function sendWhatThereIs(): Promise<void> {
    try {
        await sendKept();
    } catch {
        // at the next occasion
    }
}

/** A browser that wakes us expects a notification, also for what we can't read. */
async function show(data: PushMessageData | null): Promise<void> {
    const said = read(data);
    if (!said) return self.registration.showNotification('Mayday', { data: { url: '/' } satisfies Shown });
    const options: Options = {
        body: said.body,
        lang: said.lang,
        dir: said.dir,
        requireInteraction: said.type === 'alert.raised',
        data: { url: said.url ?? '/' } satisfies Shown,
        ...(said.tag && { tag: said.tag, renotify: true }),
    };
    return self.registration.showNotification(said.title, options);
}

function read(data: PushMessageData | null): Payload | undefined {
    try {
        const said = data?.json() as Payload | undefined;
        return typeof said?.title === 'string' ? said : undefined;
    } catch {
        return undefined;
    }
}

/** Where it is open already it comes to the front. */
async function open(path: string): Promise<void> {
    const url = new URL(path, self.location.origin);
    if (url.protocol !== 'https:' && url.protocol !== 'http:') return;
    const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
    const there = windows.find(window => window.url === url.href);
    await (there ? there.focus() : self.clients.openWindow(url));
}
