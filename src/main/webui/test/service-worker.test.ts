import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

interface Shown {
    readonly title: string;
    readonly options: Record<string, unknown>;
}

const listeners = new Map<string, (event: unknown) => void>();
const shown: Shown[] = [];
const opened: string[] = [];
let windows: { readonly url: string; focus(): void }[] = [];

/** The browser's side of a service worker, with the test as the push service and the person. */
const worker = {
    location: { origin: 'https://mayday.example' },
    addEventListener: (type: string, listener: (event: unknown) => void) => listeners.set(type, listener),
    skipWaiting: async () => {},
    registration: { showNotification: async (title: string, options: Record<string, unknown>) => void shown.push({ title, options }) },
    clients: {
        claim: async () => {},
        matchAll: async () => windows,
        openWindow: async (url: URL) => void opened.push(url.href),
    },
};
Object.assign(globalThis, { self: worker });
await import('../src/worker/service-worker.ts');

async function happens(type: string, event: object): Promise<void> {
    let done: Promise<unknown> = Promise.resolve();
    listeners.get(type)?.({ ...event, waitUntil: (work: Promise<unknown>) => (done = work) });
    await done;
}

async function comes(text: string | null): Promise<Shown> {
    shown.length = 0;
    await happens('push', { data: text === null ? null : { json: () => JSON.parse(text) } });
    const [one] = shown;
    assert.ok(one && shown.length === 1);
    return one;
}

async function isPressed({ options }: Shown): Promise<boolean> {
    let closed = false;
    await happens('notificationclick', { notification: { data: options['data'], close: () => (closed = true) } });
    return closed;
}

beforeEach(() => {
    opened.length = 0;
    windows = [];
});

const SOS = {
    type: 'alert.raised',
    title: 'SOS: Anna needs help',
    body: 'When: 10:00',
    url: 'https://mayday.example/a/token',
    alertId: '1',
    drill: false,
    tag: 'abc',
    lang: 'ar',
    dir: 'rtl',
};

test('a message is shown as it came, and stays until it is seen', async () => {
    const { title, options } = await comes(JSON.stringify(SOS));
    assert.equal(title, SOS.title);
    assert.equal(options['body'], SOS.body);
    assert.equal(options['lang'], 'ar');
    assert.equal(options['dir'], 'rtl');
    assert.equal(options['tag'], 'abc');
    assert.equal(options['renotify'], true);
    assert.equal(options['requireInteraction'], true);
});

test('the end of an alert need not be pressed away', async () => {
    assert.equal((await comes(JSON.stringify({ ...SOS, type: 'alert.ended' }))).options['requireInteraction'], false);
});

test('what can not be read is shown all the same: a browser demands it', async () => {
    for (const text of [null, '{', '7', '{"title":7}']) assert.equal((await comes(text)).title, 'Mayday');
});

test('a press opens the link of the message, and closes the notification', async () => {
    assert.equal(await isPressed(await comes(JSON.stringify(SOS))), true);
    assert.deepEqual(opened, [SOS.url]);
});

test('a page that is open already comes to the front', async () => {
    let focused = false;
    windows = [{ url: SOS.url, focus: () => (focused = true) }];
    await isPressed(await comes(JSON.stringify(SOS)));
    assert.equal(focused, true);
    assert.deepEqual(opened, []);
});

test('a link that is none of the web is not opened, and without one the dashboard is', async () => {
    await isPressed(await comes(JSON.stringify({ ...SOS, url: 'javascript:alert(1)' })));
    assert.deepEqual(opened, []);
    await isPressed(await comes('{'));
    assert.deepEqual(opened, ['https://mayday.example/']);
});
