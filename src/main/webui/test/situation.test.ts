import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isOpen, lastFix, Situation } from '../src/live/situation.ts';
import type { Alert, Fix } from '../src/wire/types.ts';

const alert = (id: string, change: Partial<Alert> = {}): Alert => ({
    id,
    clientAlertId: id,
    kind: 'sos',
    state: 'ACTIVE',
    version: 1,
    silent: false,
    drill: false,
    raisedAt: '2026-03-01T10:00:00.000Z',
    receivedAt: '2026-03-01T10:00:00.000Z',
    person: { id: 'p', name: 'Maja' },
    acknowledgements: [],
    declined: [],
    ...change,
});
const fix = (seq: number, second: number): Fix => ({ seq, at: `2026-03-01T10:00:${String(second).padStart(2, '0')}.000Z`, lat: 46, lon: 14 + seq / 1_000 });
const location = (each: Fix) => ({ type: 'location', alertId: 'a', location: each, receivedAt: each.at, cursor: 'c' }) as const;
const seqs = (situation: Situation) => situation.of('a')?.track.map(({ seq }) => seq);

function begun(...track: Fix[]): Situation {
    const situation = new Situation();
    situation.apply({ type: 'snapshot', alert: alert('a'), track, cursor: 'c' });
    return situation;
}

test('places are in the order of their time, however they come', () => {
    const situation = begun(fix(2, 20), fix(1, 10));
    for (const each of [fix(5, 50), fix(3, 30), fix(4, 40)]) situation.apply(location(each));
    assert.deepEqual(seqs(situation), [1, 2, 3, 4, 5]);
    const followed = situation.of('a');
    assert.equal(followed && lastFix(followed)?.seq, 5);
});

test('a place that comes twice is there once', () => {
    const situation = begun(fix(1, 10));
    for (const each of [fix(2, 20), fix(2, 20), fix(1, 10)]) situation.apply(location(each));
    assert.deepEqual(seqs(situation), [1, 2]);
});

test('of a crowd only so many places are kept in all, the last of each', () => {
    const situation = new Situation();
    const day = Array.from({ length: 1_000 }, (_, i) => fix(i, 0)).map((each, i) => ({ ...each, at: new Date(Date.parse(each.at) + i * 1_000).toISOString() }));
    for (let n = 0; n < 1_500; n++) situation.apply({ type: 'snapshot', alert: alert(n === 0 ? 'a' : `other ${n}`), track: day, cursor: 'c' });
    const next = fix(1_000, 0);
    situation.apply(location({ ...next, at: new Date(Date.parse(next.at) + 1_000_000).toISOString() }));
    assert.deepEqual(seqs(situation), Array.from({ length: 200 }, (_, i) => 801 + i));
});

test('the order is made once for each change', () => {
    const situation = begun();
    assert.equal(situation.all, situation.all);
    const before = situation.all;
    situation.apply(location(fix(1, 10)));
    assert.notEqual(situation.all, before);
});

test('an older version of an alert changes nothing', () => {
    const situation = begun();
    situation.apply({ type: 'alert', alert: alert('a', { version: 3, state: 'RESOLVED' }), cursor: 'c' });
    situation.apply({ type: 'alert', alert: alert('a', { version: 2, state: 'ACKNOWLEDGED' }), cursor: 'c' });
    assert.equal(situation.of('a')?.alert.state, 'RESOLVED');
});

test('a delivery replaces itself and keeps its place', () => {
    const situation = begun();
    const delivery = { id: 'd', contactId: 'k', contactName: 'Ben', channel: 'email', step: 1, state: 'QUEUED', createdAt: 'x', attempts: [] } as const;
    situation.apply({ type: 'delivery', alertId: 'a', delivery, cursor: 'c' });
    situation.apply({ type: 'delivery', alertId: 'a', delivery: { ...delivery, state: 'SENT' }, cursor: 'c' });
    assert.deepEqual(situation.of('a')?.deliveries.map(({ state }) => state), ['SENT']);
});

test('who waits for an answer is first, a drill after the real ones', () => {
    const situation = new Situation();
    const raise = (id: string, change: Partial<Alert>) => situation.apply({ type: 'snapshot', alert: alert(id, change), cursor: 'c' });
    raise('over', { state: 'RESOLVED' });
    raise('helped', { state: 'ACKNOWLEDGED' });
    raise('drill', { drill: true, raisedAt: '2026-03-01T12:00:00.000Z' });
    raise('old', { raisedAt: '2026-03-01T09:00:00.000Z' });
    raise('new', { raisedAt: '2026-03-01T11:00:00.000Z' });
    assert.deepEqual(situation.all.map(({ alert: { id } }) => id), ['new', 'old', 'drill', 'helped', 'over']);
    assert.deepEqual(situation.all.map(each => isOpen(each.alert)), [true, true, true, true, false]);
});

test('what a new start does not name is forgotten, and a message about it harms nobody', () => {
    const situation = begun();
    situation.retain(new Set());
    situation.apply(location(fix(1, 10)));
    assert.deepEqual(situation.all, []);
});

test('a right that ended leaves no place behind', () => {
    const situation = new Situation();
    situation.apply({ type: 'snapshot', alert: alert('a', { location: fix(0, 1) }), track: [fix(1, 10)], cursor: 'c' });
    situation.apply({ type: 'ended', alertId: 'a', code: 'not-allowed' });
    const followed = situation.of('a');
    assert.equal(followed?.ended, 'not-allowed');
    assert.equal(followed && lastFix(followed), undefined);
});
