import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { Remembered } from '../src/phone/memory.ts';
import type { DeviceMessage, Trigger } from '../src/phone/messages.ts';
import { accepted, Sender } from '../src/phone/sender.ts';
import type { Press } from '../src/phone/store.ts';

const AT = '2026-03-01T10:00:00.000Z';
const trigger: Trigger = { clientAlertId: 'a', kind: 'sos', silent: false, drill: false, countdown: 10, at: AT };
const unsent: Press = { clientAlertId: 'a', trigger, state: 'UNSENT', version: 0 };
const yes = (ref: string): DeviceMessage => ({ type: 'alert.accepted', ref, alertId: 'id', clientAlertId: 'a', state: 'PENDING', activatesAt: AT, at: AT });

interface Said {
    readonly type: string;
    readonly ref: string;
    readonly locations?: readonly { readonly seq: number }[];
}

let store: Remembered;
let said: Said[];
let changed: Press[];
let sender: Sender;

function connect(): void {
    sender = new Sender(store, message => said.push(message as Said), press => changed.push(press));
}

async function moves(places: number): Promise<void> {
    for (let i = 0; i < places; i++) await store.add({ at: AT, lat: 46, lon: 14 });
}

const numbers = (index: number): number[] => (said[index]?.locations ?? []).map(({ seq }) => seq);

beforeEach(() => {
    store = new Remembered();
    said = [];
    changed = [];
    connect();
});

test('a press goes first, and no place before it is accepted', async () => {
    await store.keep(unsent);
    await moves(2);
    await sender.more();
    assert.deepEqual(said.map(({ type }) => type), ['alert.trigger']);
    assert.deepEqual(said[0], { type: 'alert.trigger', ref: 'press-a', ...trigger });
    await sender.heard(yes('press-a'));
    assert.deepEqual(said.map(({ type }) => type), ['alert.trigger', 'locations']);
    assert.deepEqual(changed.map(({ state, alertId, activatesAt }) => [state, alertId, activatesAt]), [['PENDING', 'id', AT]]);
});

test('the newest places go first, and each is kept until it is held elsewhere', async () => {
    await moves(101);
    await sender.more();
    assert.deepEqual([numbers(0).length, numbers(0)[0], numbers(0).at(-1)], [100, 101, 2]);
    await sender.more();
    assert.equal(said.length, 1, 'one message at a time');
    assert.equal(await store.waiting(), 101);
    await sender.heard({ type: 'locations.stored', ref: said[0]?.ref ?? '' });
    assert.deepEqual(numbers(1), [1]);
    await sender.heard({ type: 'locations.stored', ref: said[1]?.ref ?? '' });
    assert.equal(await store.waiting(), 0);
    assert.equal(sender.busy, false);
});

test('what was not answered is sent again on the next connection, under the same numbers', async () => {
    await store.keep(unsent);
    await moves(1);
    await sender.more();
    connect();
    await sender.more();
    assert.deepEqual(said[1], said[0]);
    await sender.heard(yes('press-a'));
    connect();
    await sender.more();
    assert.deepEqual(numbers(3), numbers(2));
});

test('try later is tried later', async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    try {
        await store.keep(unsent);
        await sender.more();
        await sender.heard({ type: 'error', ref: 'press-a', code: 'try-later' });
        assert.equal(said.length, 1);
        mock.timers.tick(2_000);
        await sender.more();
        assert.deepEqual(said.map(({ ref }) => ref), ['press-a', 'press-a']);
    } finally {
        mock.timers.reset();
    }
});

test('an acceptance that comes by another way, or twice, is taken once', async () => {
    await store.keep(unsent);
    const answer = { alertId: 'id', clientAlertId: 'a', state: 'ACTIVE' } as const;
    await accepted(store, answer, press => changed.push(press));
    await accepted(store, answer, press => changed.push(press));
    await accepted(store, { ...answer, clientAlertId: 'unknown' }, press => changed.push(press));
    assert.deepEqual(changed.map(({ state }) => state), ['ACTIVE']);
});

test('whoever uses the browser next finds nothing, and no number is given twice', async () => {
    await store.note('installation', 'here');
    await store.note('device', { id: 'd', token: 't' });
    await store.keep(unsent);
    await moves(2);
    await store.clear();
    assert.deepEqual([await store.presses(), await store.waiting(), await store.fact('device'), await store.fact('installation')], [[], 0, undefined, 'here']);
    assert.equal((await store.add({ at: AT, lat: 46, lon: 14 })).seq, 3);
});
