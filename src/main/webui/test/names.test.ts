import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hang, type Name } from '../src/map/names.ts';

const at = (x: number, y: number): Name => ({ x, y, width: 100, height: 24 });

/** Where each name is in the end. */
function boxes(names: readonly Name[], most = Infinity): { left: number; right: number; top: number; bottom: number }[] {
    const { hung } = hang(names, 800, most);
    return [...hung].map(([{ x, y, width, height }, { right, down }]) => ({ left: x - width / 2 + right, right: x + width / 2 + right, top: y + 22 + down, bottom: y + 22 + down + height }));
}

test('who is alone is named below their place', () => {
    assert.deepEqual([...hang([at(400, 300)], 800, 3).hung.values()], [{ right: 0, down: 0 }]);
});

test('no name covers another or a marker, however people stand', () => {
    let seed = 7;
    const next = (): number => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
    for (let round = 0; round < 50; round++) {
        const names = Array.from({ length: 20 }, () => at(100 + 200 * next(), 100 + 200 * next()));
        const all = boxes(names);
        assert.equal(all.length, 20);
        for (const [i, a] of all.entries()) {
            for (const b of all.slice(i + 1)) assert.ok(a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top);
            for (const { x, y } of names) assert.ok(x <= a.left || x >= a.right || y <= a.top || y >= a.bottom);
        }
    }
});

test('the most urgent is named where it is, and the next ones give way', () => {
    const [first, second, third] = boxes([at(400, 300), at(400, 300), at(402, 301)]);
    assert.equal(first?.top, 322);
    assert.ok(second && third && second.top > 345 && third.top > second.bottom);
});

test('of more than have room it is told how many, for each spot by itself', () => {
    const { hung, heaps } = hang([...Array.from({ length: 6 }, () => at(300, 300)), ...Array.from({ length: 4 }, () => at(600, 300))], 800, 3);
    assert.equal(hung.size, 6);
    assert.deepEqual(heaps.map(({ all, unnamed }) => [all.length, unnamed.length]), [[6, 3], [4, 1]]);
    assert.ok(heaps.every(({ shift }) => shift.down >= 3 * 24));
});

test('no name leaves the map at its sides or is under its buttons', () => {
    const [left, right] = boxes([at(20, 100), at(780, 100)]);
    assert.equal(left?.left, 4);
    assert.equal(right?.right, 752);
});
