import { OUTBOX } from './flush.ts';

interface Syncing {
    readonly sync?: { register(tag: string): Promise<void> };
}

/** The service worker opens this page with no network, and sends what is kept when there is one again. */
export function installWorker(): void {
    if ('serviceWorker' in navigator) navigator.serviceWorker.register('/service-worker.js').catch(() => undefined);
}

/** Asks the browser to send what is kept as soon as there is a network, even if this page is closed by then. Not all can. */
export async function sendLater(): Promise<void> {
    if (!('serviceWorker' in navigator)) return;
    const registration = (await navigator.serviceWorker.getRegistration('/')) as Syncing | undefined;
    await registration?.sync?.register(OUTBOX).catch(() => undefined);
}
