import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bearing, circle, metresBetween, metresTo, moved, ringsOf } from '../src/map/geometry.ts';
import { nearestTown } from '../src/map/towns.ts';

const ljubljana = { lat: 46.0511, lon: 14.5051 };
const square = (half: number): number[][] => [[-1, -1], [1, -1], [1, 1], [-1, 1], [-1, -1]].map(([x = 0, y = 0]) => [14.5 + x * half, 46 + y * half]);
const zagreb = { lat: 45.8144, lon: 15.978 };

test('distance and direction agree with the atlas', () => {
    assert.ok(Math.abs(metresBetween(ljubljana, zagreb) - 117_000) < 1_500);
    assert.equal(Math.round(bearing({ lat: 0, lon: 0 }, { lat: 0, lon: 1 })), 90);
    assert.equal(Math.round(bearing({ lat: 0, lon: 0 }, { lat: -1, lon: 0 })), 180);
});

test('every corner of a circle is as far off as its radius, across the date line too', () => {
    for (const middle of [ljubljana, { lat: 65, lon: 179.999 }]) {
        const ring = circle(middle, 250);
        assert.deepEqual(ring[0], ring.at(-1));
        for (const [lon, lat] of ring) assert.ok(Math.abs(metresBetween(middle, { lat, lon }) - 250) < 1);
    }
});

test('how far a circle is counts from its edge, and a hole in an area is outside', () => {
    const home = { type: 'Point', coordinates: [ljubljana.lon, ljubljana.lat], radius: 100 } as const;
    assert.equal(metresTo(home, moved(ljubljana, 90, 45)), 0);
    assert.equal(Math.round(metresTo(home, moved(ljubljana, 350, 45)) ?? NaN), 250);
    const park = { type: 'Polygon', coordinates: [square(0.01), square(0.002)] } as const;
    assert.equal(metresTo(park, { lat: 46.005, lon: 14.5 }), 0);
    assert.equal(metresTo(park, { lat: 46, lon: 14.5 }), undefined);
    assert.equal(metresTo(park, { lat: 46.02, lon: 14.5 }), undefined);
    assert.equal(ringsOf(park).length, 2);
});

test('the nearest town is named with the way from it', () => {
    const towns = [['Zagreb', 15.978, 45.8144, 2], ['Ljubljana', 14.5051, 46.0511, 2]] as const;
    const near = nearestTown(towns, moved(ljubljana, 12_000, 90));
    assert.equal(near?.town, 'Ljubljana');
    assert.equal(Math.round((near?.metres ?? 0) / 100), 120);
    assert.equal(Math.round(near?.toward ?? 0), 90);
    assert.equal(nearestTown(towns, { lat: 0, lon: -30 }), undefined);
});
