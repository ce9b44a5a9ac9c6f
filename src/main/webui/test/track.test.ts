import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seriesOf } from '../src/history/series.ts';
import { fixesOf, thinned, Track, type TrackFix } from '../src/history/track.ts';
import { metresBetween } from '../src/map/geometry.ts';

const BEGIN = Date.parse('2026-11-28T12:00:00.000Z');

function fix(second: number, lat: number, lon: number, more: Partial<TrackFix> = {}): TrackFix {
    const ms = BEGIN + second * 1_000;
    return { at: new Date(ms).toISOString(), ms, lat, lon, ...more };
}

/** Three days with a fix every five seconds: a walk that turns all the time. */
function longWalk(count = 50_000): TrackFix[] {
    return Array.from({ length: count }, (_, i) => fix(i * 5, 46 + Math.sin(i / 90) * 0.01 + i * 1e-6, 14 + Math.cos(i / 140) * 0.01 + i * 2e-6, { battery: 100 - Math.floor(i / 600), speed: i === 31_337 ? 40 : 1 + (i % 7) / 10 }));
}

async function* pieces(...all: string[]): AsyncGenerator<string> {
    yield* all;
}

test('a track is read from CSV however it is cut into pieces', async () => {
    const csv = 'seq,at,lat,lon,accuracy,altitude,speed,heading,battery,receivedAt\r\n7,2026-11-28T12:00:00.000Z,46.05,14.5,8.5,,1.25,,81,2026-11-28T12:00:01.000Z\r\n,2026-11-28T12:00:05.000Z,-46.1,-14.6,,,,,,2026-11-28T12:00:06.000Z\r\n';
    for (let size = 1; size <= csv.length; size += 13) {
        const cut = Array.from({ length: Math.ceil(csv.length / size) }, (_, i) => csv.slice(i * size, (i + 1) * size));
        const fixes: TrackFix[] = [];
        for await (const some of fixesOf(pieces(...cut))) fixes.push(...some);
        assert.deepEqual(fixes, [
            { seq: 7, at: '2026-11-28T12:00:00.000Z', ms: BEGIN, lat: 46.05, lon: 14.5, accuracy: 8.5, speed: 1.25, battery: 81 },
            { at: '2026-11-28T12:00:05.000Z', ms: BEGIN + 5_000, lat: -46.1, lon: -14.6 },
        ]);
    }
});

test('at a moment the newest fix is known that is no younger', () => {
    const track = new Track([fix(0, 1, 1), fix(10, 2, 2), fix(10, 3, 3), fix(30, 4, 4)]);
    const latAt = (second: number): number | undefined => track.knownAt(BEGIN + second * 1_000)?.lat;
    assert.deepEqual([-5, 0, 9.9, 10, 29, 30, 99].map(latAt), [1, 1, 1, 3, 3, 4, 4]);
    assert.equal(new Track([]).knownAt(BEGIN), undefined);
});

test('a long track is drawn by few corners, and each fix lies by the line between them', () => {
    const walk = longWalk();
    const line = new Track(walk).line;
    assert.ok(line.length <= 4_000 && line.length > 500, String(line.length));
    assert.deepEqual([line[0], line.at(-1)], [walk[0], walk.at(-1)]);
    const near = thinned(walk, 10_000);
    assert.ok(near.length >= line.length);
    let corner = 0;
    for (const each of walk) {
        while ((line[corner + 1]?.ms ?? Infinity) <= each.ms) corner++;
        const [a, b] = [line[corner], line[corner + 1] ?? line[corner]];
        assert.ok(a && b && metresBetween(a, each) + metresBetween(each, b) < metresBetween(a, b) + 60, each.at);
    }
});

test('of one who did not move the line is short, and there is one of nobody', () => {
    const still = Array.from({ length: 20_000 }, (_, i) => fix(i, 46, 14));
    assert.ok(thinned(still, 4_000).length < 100);
    assert.deepEqual(thinned([], 10), []);
});

test('what is plotted has every peak, and no more than can be seen', () => {
    const walk = longWalk();
    const series = seriesOf(walk, ({ speed }) => speed, 600);
    assert.ok(series);
    assert.equal(series.most.value, 40);
    const drawn = series.lines.flat();
    assert.ok(drawn.length <= 1_202, String(drawn.length));
    assert.ok(drawn.some(({ value }) => value === 40));
    assert.deepEqual(drawn.map(({ ms }) => ms), drawn.map(({ ms }) => ms).toSorted((a, b) => a - b));
});

test('a line is broken where nothing was heard, and there is none of what nobody measured', () => {
    const fixes = [fix(0, 1, 1, { battery: 90 }), fix(60, 1, 1), fix(120, 1, 1, { battery: 89 }), fix(900, 1, 1, { battery: 70 })];
    const series = seriesOf(fixes, ({ battery }) => battery, 600);
    assert.deepEqual(series?.lines.map(line => line.map(({ value }) => value)), [[90, 89], [70]]);
    assert.deepEqual([series?.first.value, series?.last.value], [90, 70]);
    assert.equal(seriesOf(fixes, ({ speed }) => speed, 600), undefined);
});
