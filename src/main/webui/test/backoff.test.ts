import assert from 'node:assert/strict';
import { test } from 'node:test';
import { waitBefore } from '../src/live/backoff.ts';

test('the wait doubles up to 15 s', () => {
    assert.deepEqual([1, 2, 3, 4, 5, 6, 60].map(tries => waitBefore(tries, 1)), [1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000]);
});

test('the wait is spread over its upper half', () => {
    assert.equal(waitBefore(1, 0), 500);
    assert.equal(waitBefore(60, 0), 7_500);
});
