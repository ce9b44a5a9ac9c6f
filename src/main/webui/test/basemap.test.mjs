import assert from 'node:assert/strict';
import { test } from 'node:test';
import { feature } from 'topojson-client';
import { baseMap } from '../build/basemap.mjs';

const { countries, labels } = baseMap();
const lands = feature(countries, countries.objects.countries).features.map(({ geometry, properties: { code } }) => ({ code, rings: geometry ? (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates).flat() : [] }));

const edges = ring => ring.slice(1).map((to, i) => [ring[i], to]);

/** Whose land it is, on a flat map: of more than one, each. */
const whose = (lat, lon) =>
    lands.filter(({ rings }) => rings.flatMap(edges).filter(([[x1, y1], [x2, y2]]) => y1 > lat !== y2 > lat && lon < x1 + ((lat - y1) * (x2 - x1)) / (y2 - y1)).length % 2 === 1).map(({ code }) => code);

test('no line goes right across the map, but along its lower edge', () => {
    const across = lands.flatMap(({ rings }) => rings.flatMap(edges)).filter(([[from, lat], [to]]) => Math.abs(to - from) > 180 && lat > -89);
    assert.deepEqual(across, []);
});

test('a land across the 180th meridian is whole, and takes nothing from others on its latitude', () => {
    assert.deepEqual([whose(67, 100), whose(67, 185), whose(71.2, 180.5), whose(-17.8, 178)], [['RU'], ['RU'], ['RU'], ['FJ']]);
    assert.deepEqual([whose(67, 26), whose(66.5, 18), whose(65, -18), whose(55, -30)], [['FI'], ['SE'], ['IS'], []]);
    assert.deepEqual(whose(-88, 20), ['AQ']);
});

test('a name stands in its land', () => {
    for (const [code, lat, lon] of [['RU', 60, 97], ['FJ', -18, 178], ['IS', 65, -18]]) {
        const at = labels.find(label => label.code === code)?.at;
        assert.ok(at && Math.abs(at[0] - lon) < 15 && Math.abs(at[1] - lat) < 6, `${code}: ${at}`);
    }
});
