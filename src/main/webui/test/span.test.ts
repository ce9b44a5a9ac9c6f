import assert from 'node:assert/strict';
import { test } from 'node:test';
import { left, leftInArabic } from '../src/words/span.ts';

test('what is left is never said to be less than it is', () => {
    assert.deepEqual([1, 59, 60, 61, 3_540, 3_541, 3_660, 3_661, 7_200].map(left), ['1 s', '59 s', '1 min', '2 min', '59 min', '1 h', '1 h 1 min', '1 h 2 min', '2 h']);
    assert.deepEqual([5, 90, 7_200].map(leftInArabic), ['5 ث', '2 د', '2 س']);
});
