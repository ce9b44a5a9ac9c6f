import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressOf, hrefOf, queryOf } from '../src/operator/address.ts';

test('an address that was written is read as the same', () => {
    const filters = { state: 'FAILED', provider: 'a b&c', since: '2026-11-28T20:00:00.000Z' };
    assert.deepEqual(addressOf(hrefOf('deliveries', filters)), { view: 'deliveries', filters });
    assert.deepEqual(addressOf(hrefOf('users', {}, 'a/b?c')), { view: 'users', id: 'a/b?c', filters: {} });
    assert.equal(hrefOf('alerts', { state: '' }), '#/alerts');
});

test('what says nothing known is the overview', () => {
    for (const hash of ['', '#', '#/', '#/nowhere', '#/constructor?x=1']) assert.deepEqual(addressOf(hash), { view: 'overview', filters: {} });
    assert.deepEqual(addressOf('#/users/%E0%A4%A'), { view: 'users', id: '%E0%A4%A', filters: {} });
});

test('a span ends when it is asked for, and no filter is asked for that the list does not know', () => {
    const now = Date.parse('2026-11-28T20:00:00Z');
    assert.deepEqual(queryOf({ last: '24h', state: 'FAILED', other: 'x' }, ['state', 'since', 'until'], now), { since: '2026-11-27T20:00:00.000Z', state: 'FAILED' });
    assert.deepEqual(queryOf({ last: 'ever', until: '2026-11-28T20:00:00Z' }, ['since', 'until'], now), { until: '2026-11-28T20:00:00Z' });
});
