import assert from 'node:assert/strict';
import { test } from 'node:test';
import { calm, everyone, goesOn, idOf, isOpen, isOwn, lastFix, personOf, placesOf, sharedBeside, Situation } from '../src/live/situation.ts';
import type { Alert, Fix, Sharing } from '../src/wire/types.ts';

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
const known = (situation: Situation) => situation.all.flatMap(placesOf);
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

test('what its person has named is known until it is over, or the right to see it', () => {
    const home = { id: 'h', name: 'Home', area: { type: 'Point', coordinates: [14, 46], radius: 100 } } as const;
    const situation = begun();
    assert.deepEqual(known(situation), []);
    situation.knows('a', [home]);
    situation.apply(location(fix(1, 10)));
    assert.deepEqual(known(situation), [home]);
    situation.apply({ type: 'alert', alert: alert('a', { version: 2, state: 'RESOLVED' }), cursor: 'c' });
    assert.deepEqual(known(situation), []);

    const another = begun();
    another.knows('a', [home]);
    another.apply({ type: 'ended', alertId: 'a', code: 'not-found' });
    assert.deepEqual(known(another), []);
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

const sharing = (id: string, change: Partial<Sharing> = {}): Sharing => ({
    id,
    person: { id: `person of ${id}`, name: 'Jan' },
    minutes: 30,
    version: 1,
    startedAt: '2026-03-01T10:00:00.000Z',
    endsAt: '2026-03-01T10:30:00.000Z',
    ...change,
});

function shared(...track: Fix[]): Situation {
    const situation = new Situation();
    situation.apply({ type: 'snapshot', sharing: sharing('s'), track, cursor: 'c' });
    return situation;
}

test('a sharing is followed like an alert, beside the alerts', () => {
    const situation = shared(fix(2, 20), fix(1, 10));
    for (const each of [fix(4, 40), fix(3, 30), fix(4, 40)]) situation.apply({ type: 'location', sharingId: 's', location: each, receivedAt: each.at, skipped: 1, cursor: 'c' });
    situation.apply({ type: 'location', alertId: 's', location: fix(5, 50), receivedAt: 'x', cursor: 'c' });
    assert.deepEqual(situation.all, []);
    const [jan] = situation.sharings;
    assert.deepEqual([jan?.track.map(({ seq }) => seq), jan?.skipped], [[1, 2, 3, 4], 3]);
    assert.equal(situation.sharings, situation.sharings);
    assert.deepEqual(jan && [idOf(jan), personOf(jan).name, lastFix(jan)?.seq, goesOn(jan)], ['s', 'Jan', 4, true]);
});

test('a sharing that is put off ends later, and an older word of it changes nothing', () => {
    const situation = shared(fix(1, 10));
    const later = '2026-03-01T11:00:00.000Z';
    situation.apply({ type: 'sharing', sharing: sharing('s', { version: 3, endsAt: later }), cursor: 'c' });
    situation.apply({ type: 'sharing', sharing: sharing('s', { version: 2 }), cursor: 'c' });
    situation.apply({ type: 'sharing', sharing: sharing('unknown'), cursor: 'c' });
    assert.deepEqual(situation.sharings.map(each => [each.sharing.endsAt, each.track.length]), [[later, 1]]);
});

test('of a sharing that has ended, or may be seen no more, nothing is left', () => {
    const situation = shared(fix(1, 10));
    situation.apply({ type: 'snapshot', alert: alert('a'), cursor: 'c' });
    situation.apply({ type: 'ended', sharingId: 's', code: 'sharing-over' });
    situation.apply({ type: 'ended', sharingId: 's', code: 'sharing-over' });
    assert.deepEqual([situation.sharings, situation.sharing('s'), situation.all.length], [[], undefined, 1]);
    situation.apply({ type: 'snapshot', sharing: sharing('again'), cursor: 'c' });
    situation.retain(new Set(['a']));
    assert.deepEqual([situation.sharings, situation.all.length], [[], 1]);
});

test('the newest sharing is first, and whose it is shows by what its owner alone is told', () => {
    const situation = shared();
    situation.apply({ type: 'snapshot', sharing: sharing('newer', { startedAt: '2026-03-01T10:05:00.000Z', contactIds: [] }), cursor: 'c' });
    assert.deepEqual(situation.sharings.map(each => [each.sharing.id, isOwn(each.sharing)]), [['newer', true], ['s', false]]);
});

test('where everyone is looked at, whoever has an open alert and shares as well is there once', () => {
    const situation = new Situation();
    const maja = { id: 'p', name: 'Maja' };
    situation.apply({ type: 'snapshot', alert: alert('a', { location: fix(1, 10) }), cursor: 'c' });
    situation.apply({ type: 'snapshot', sharing: sharing('of Maja', { person: maja }), track: [fix(1, 10)], cursor: 'c' });
    situation.apply({ type: 'snapshot', sharing: sharing('of Jan', { startedAt: '2026-03-01T09:00:00.000Z' }), cursor: 'c' });
    const ids = () => everyone(situation.all, situation.sharings).map(idOf);
    assert.deepEqual(ids(), ['a', 'of Jan']);
    situation.apply({ type: 'alert', alert: alert('a', { version: 2, state: 'RESOLVED' }), cursor: 'c' });
    assert.deepEqual(ids(), ['of Maja', 'of Jan']);
});

test('an alert with no place hides nobody who shares theirs', () => {
    const situation = begun();
    situation.apply({ type: 'snapshot', sharing: sharing('s', { person: { id: 'p', name: 'Maja' } }), track: [fix(1, 10)], cursor: 'c' });
    assert.deepEqual(everyone(situation.all, situation.sharings).map(idOf), ['a', 's']);
});

test('who is in need is listed by that alone, with what they share besides, and shares again when it is over', () => {
    const situation = begun();
    situation.apply({ type: 'snapshot', sharing: sharing('of Maja', { person: { id: 'p', name: 'Maja' } }), cursor: 'c' });
    situation.apply({ type: 'snapshot', sharing: sharing('of Jan', { startedAt: '2026-03-01T09:00:00.000Z' }), cursor: 'c' });
    const listed = () => calm(situation.all, situation.sharings).map(idOf);
    const besides = () => situation.all.map(each => sharedBeside(each, situation.sharings)?.sharing.id);
    assert.deepEqual([listed(), besides()], [['of Jan'], ['of Maja']]);
    situation.apply({ type: 'alert', alert: alert('a', { version: 2, state: 'RESOLVED' }), cursor: 'c' });
    assert.deepEqual([listed(), besides()], [['of Maja', 'of Jan'], [undefined]]);
});
