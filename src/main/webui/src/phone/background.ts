import { OUTBOX } from './flush.ts';

interface Syncing {
    readonly sync?: { register(tag: string): Promise<void> };
}

/** The service worker opens this page with no network, and sends what is kept when there is one again. */
export function installWorker(): void {
    if ('serviceWorker' in navigator) navigator.serviceWorker.register('/service-worker.js').catch(() => undefined);
}

/**
 * Asks the browser to send what is kept as soon as there is a network, even if this page is closed by then. Where it can't (Firefox,
 * Safari) or may not, the service worker tries now.
 */
export async function sendLater(): Promise<void> {
    if (!('serviceWorker' in navigator)) return;
    const registration = (await navigator.serviceWorker.getRegistration('/')) as Syncing | undefined;
    if (!registration?.sync) return sendWithoutMe();
    await registration.sync.register(OUTBOX).catch(sendWithoutMe);
}

/** The service worker goes on for a while after a page has gone: what is left to send is left to it. Says so at once. */
export function sendWithoutMe(): void {
    if ('serviceWorker' in navigator) navigator.serviceWorker.controller?.postMessage(OUTBOX);
}
