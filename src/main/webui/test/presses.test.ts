import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Asks } from '../src/phone/asks.ts';
import type { AlertStateMessage } from '../src/phone/messages.ts';
import { current, told, withPress } from '../src/phone/presses.ts';
import type { Press } from '../src/phone/store.ts';
import { fixOf } from '../src/phone/tracker.ts';

const AT = '2026-03-01T10:00:00.000Z';

function press(clientAlertId: string, state: Press['state'], drill = false): Press {
    return { clientAlertId, state, version: 1, trigger: { clientAlertId, kind: 'sos', silent: false, drill, countdown: 0, at: AT } };
}

const state = (change: Partial<AlertStateMessage>): AlertStateMessage => ({ type: 'alert.state', alertId: 'id', clientAlertId: 'a', version: 2, state: 'ACTIVE', at: AT, ...change });

test('what is open is shown before what is over, a real alert before a drill, the newest first', () => {
    const all = [press('over', 'RESOLVED'), press('old', 'ACTIVE'), press('new', 'UNSENT'), press('drill', 'ACTIVE', true)];
    assert.equal(current(all)?.clientAlertId, 'new');
    assert.equal(current([press('drill', 'ACTIVE', true), press('over', 'CANCELLED')])?.clientAlertId, 'drill');
    assert.equal(current([]), undefined);
});

test('an older state is no news, and one that was over before it was known is none either', () => {
    const known = { ...press('a', 'ACTIVE'), version: 3 };
    assert.equal(told([known], state({ version: 2 })), undefined);
    assert.equal(told([known], state({ version: 4, state: 'RESOLVED' }))?.state, 'RESOLVED');
    assert.equal(told([], state({ state: 'RESOLVED' })), undefined);
    assert.equal(told([], state({}))?.alertId, 'id', 'raised elsewhere');
});

test('who goes is told with the state', () => {
    const going = told([press('a', 'ACTIVE')], state({ state: 'ACKNOWLEDGED', by: { name: 'Ben' }, etaMinutes: 6 }));
    assert.deepEqual(going?.goes, { name: 'Ben', etaMinutes: 6 });
    assert.equal(going?.trigger?.at, AT, 'what was known stays');
    assert.deepEqual(withPress([press('a', 'ACTIVE')], going ?? press('b', 'ACTIVE')).length, 1);
});

test('a PIN is said once on each line until it is answered', async () => {
    const said: object[] = [];
    const asks = new Asks(message => said.push(message) > 0);
    const answer = asks.ask({ type: 'alert.cancel', pin: '1234' });
    asks.sayAll();
    asks.sayAll();
    assert.equal(said.length, 1);
    asks.onNewLine();
    asks.sayAll();
    assert.deepEqual(said[1], said[0]);
    asks.heard({ type: 'error', ref: 'ask-1', code: 'wrong-pin' });
    assert.deepEqual(await answer, { type: 'error', ref: 'ask-1', code: 'wrong-pin' });
    asks.onNewLine();
    asks.sayAll();
    assert.equal(said.length, 2);
});

test('what a browser does not know of a place is left out', () => {
    const coords = { latitude: 46, longitude: 14, accuracy: 9, altitude: null, altitudeAccuracy: null, speed: Number.NaN, heading: null };
    const fix = fixOf(coords as unknown as GeolocationCoordinates, Date.now(), 0.814);
    assert.deepEqual({ ...fix, at: '' }, { at: '', lat: 46, lon: 14, accuracy: 9, battery: 81 });
    assert.ok(Date.parse(fixOf(coords as unknown as GeolocationCoordinates, Date.now() + 60_000, undefined).at) <= Date.now());
});
