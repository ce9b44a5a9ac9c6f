import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { Feed, type FeedStatus } from '../src/live/feed.ts';
import { Problem } from '../src/wire/http.ts';
import type { Session } from '../src/wire/session.ts';
import type { FeedMessage } from '../src/wire/types.ts';

/** The browser's side of a socket, with the test as the server. */
class Wire extends EventTarget {
    static OPEN = 1;
    static all: Wire[] = [];
    readyState = 0;
    readonly sent: Record<string, unknown>[] = [];

    constructor(
        readonly url: string,
        readonly protocols: string[],
    ) {
        super();
        Wire.all.push(this);
    }

    opens(): this {
        this.readyState = 1;
        this.dispatchEvent(new Event('open'));
        return this;
    }

    says(message: object): this {
        this.dispatchEvent(Object.assign(new Event('message'), { data: JSON.stringify(message) }));
        return this;
    }

    ends(code = 1006, reason = ''): void {
        this.readyState = 3;
        this.dispatchEvent(Object.assign(new Event('close'), { code, reason }));
    }

    send(text: string): void {
        this.sent.push(JSON.parse(text) as Record<string, unknown>);
    }

    close(): void {
        this.readyState = 3;
    }
}

const heard: FeedMessage[] = [];
const started: string[][] = [];
let status: FeedStatus | undefined;
let tokens = 0;
let refusal: Problem | undefined;
let feed: Feed;

const session: Session = {
    get endsAt() {
        return Date.now() + 900_000;
    },
    token: async () => {
        if (refusal) throw refusal;
        return `token-${++tokens}`;
    },
};

beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1_000_000 });
    Object.assign(globalThis, {
        WebSocket: Wire,
        location: { href: 'https://mayday.example/' },
        document: Object.assign(new EventTarget(), { visibilityState: 'visible' }),
        addEventListener: () => undefined,
        removeEventListener: () => undefined,
    });
    Wire.all = [];
    heard.length = 0;
    started.length = 0;
    tokens = 0;
    refusal = undefined;
    feed = new Feed(session, {
        heard: message => heard.push(message),
        startedWith: ids => started.push([...ids]),
        stands: next => (status = next),
    });
    feed.start();
});

afterEach(() => {
    feed.stop();
    mock.timers.reset();
});

/** Lets what waits for a promise go on. */
async function settle(): Promise<void> {
    for (let i = 0; i < 5; i++) await Promise.resolve();
}

async function wire(index: number): Promise<Wire> {
    await settle();
    const found = Wire.all[index];
    assert.ok(found, `socket ${index}`);
    return found;
}

/** A feed that has begun with one alert and has heard up to cursor `c2`. */
async function begun(): Promise<Wire> {
    const first = (await wire(0)).opens();
    first.says({ type: 'snapshot', ref: 'subscribe-1', alert: { id: 'a' }, cursor: 'c1' }).says({ type: 'ok', ref: 'subscribe-1' });
    return first.says({ type: 'location', alertId: 'a', location: {}, receivedAt: '', cursor: 'c2' });
}

test('the first subscription asks for everything, with the token in the subprotocol', async () => {
    const first = await begun();
    assert.equal(first.url.toString(), 'wss://mayday.example/v1/guardian');
    assert.deepEqual(first.protocols, ['mayday.v1', 'bearer-token-carrier', 'quarkus-http-upgrade%23Authorization%23Bearer%20token-1']);
    assert.deepEqual(first.sent, [{ type: 'subscribe', ref: 'subscribe-1' }]);
    assert.deepEqual(started, [['a']]);
    assert.equal(status?.kind, 'live');
});

test('a cut is told with its time, and resumed after the last cursor', async () => {
    (await begun()).ends();
    assert.deepEqual([status?.kind, status?.kind === 'lost' && status.since], ['lost', 1_000_000]);
    mock.timers.tick(15_000);
    const second = (await wire(1)).opens();
    assert.equal(second.sent[0]?.['after'], 'c2');
    second.says({ type: 'ok', ref: second.sent[0]?.['ref'] });
    assert.equal(status?.kind, 'live');
    assert.deepEqual(started, [['a']], 'what is known stays');
});

test('a cut before the first answer starts from the beginning', async () => {
    (await wire(0)).opens().says({ type: 'snapshot', ref: 'subscribe-1', alert: { id: 'a' }, cursor: 'c1' }).ends();
    mock.timers.tick(15_000);
    assert.equal((await wire(1)).opens().sent[0]?.['after'], undefined);
});

test('a token that ended is renewed with no word', async () => {
    (await begun()).ends(1008, 'Authentication expired');
    const second = (await wire(1)).opens();
    assert.equal(status?.kind, 'live');
    assert.equal(second.sent[0]?.['after'], 'c2');
});

test('a cursor that is refused leads to a new start', async () => {
    (await begun()).ends();
    mock.timers.tick(15_000);
    const second = (await wire(1)).opens();
    second.says({ type: 'error', ref: second.sent[0]?.['ref'], code: 'invalid-after' });
    assert.equal(second.sent[1]?.['after'], undefined);
});

test('a socket that has died without a word is found out', async () => {
    const first = await begun();
    mock.timers.tick(20_000);
    assert.equal(first.sent[1]?.['type'], 'unsubscribe');
    first.says({ type: 'ok', ref: first.sent[1]?.['ref'] });
    mock.timers.tick(20_000);
    assert.equal(status?.kind, 'live');
    mock.timers.tick(8_000);
    assert.equal(status?.kind, 'lost');
});

test('a session that is over ends the feed', async () => {
    const first = await begun();
    refusal = new Problem(401, 'not-signed-in', '');
    first.ends();
    mock.timers.tick(15_000);
    await settle();
    assert.deepEqual(status, { kind: 'over', code: 'not-signed-in' });
});

test('one alert is answered with its snapshot', async () => {
    feed.stop();
    Wire.all = [];
    const one = new Feed(session, { heard: () => undefined, startedWith: ids => started.push([...ids]), stands: next => (status = next) }, 'a');
    one.start();
    const first = (await wire(0)).opens();
    assert.equal(first.sent[0]?.['alertId'], 'a');
    first.says({ type: 'snapshot', ref: first.sent[0]?.['ref'], alert: { id: 'a' }, cursor: 'c1' });
    assert.equal(status?.kind, 'live');
    assert.deepEqual(started.at(-1), ['a']);
    one.stop();
});

test('sharings are among what it has begun with, beside the alerts', async () => {
    const first = (await wire(0)).opens();
    first.says({ type: 'snapshot', ref: 'subscribe-1', alert: { id: 'a' }, cursor: 'c1' });
    first.says({ type: 'snapshot', ref: 'subscribe-1', sharing: { id: 's' }, cursor: 'c2' });
    first.says({ type: 'ok', ref: 'subscribe-1' });
    assert.deepEqual(started, [['a', 's']]);
});
