'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const { ratios, whereItGoes, pictures, report } = require('./report');
const { lineChart, ticks } = require('./picture');

const line = (server, leg, total, more = {}) => ({ server, leg, perSec: 1e5 / total, latencyMs: { p50: 1, p99: total / 4 }, cpuUsPerOp: { app: total * .6, broker: null, db: total * .4, total }, generatorCore: '50%', errors: {}, ...more });
const LINES = [line('mayday', 'batch', 20), line('node', 'batch', 80), line('mayday', 'fan', 9, { guardians: 100 }), line('vertx', 'fan', 8, { guardians: 100 }),
  line('mayday', 'curve', 12, { guardians: 10 }), line('mayday', 'half', 90, { guardians: 100, share: .5 }), line('mayday', 'latency', 180, { guardians: 100, share: .9 })];
const ABOUT = { quick: true, took: 12, machine: '2 cores', settings: '', missing: [{ name: 'Django', why: 'Redis is not installed' }] };

test('a row has the ratios and says of each target whether it was reached', () => {
  const row = ratios(LINES).find(r => r[0].startsWith('CPU of a location, batches'));
  assert.deepEqual(row.slice(1), ['20 µs', '80 µs', '–', '–', '0.25 ×', '–', '–', '≤ 25 µs: yes; ≤ 1/3 × Node: yes; ≤ 1/17 × Django: not measured']);
});

test('every row has as many cells as the head', () => {
  for (const row of ratios(LINES)) assert.equal(row.length, ratios(LINES)[0].length);
});

test('the report says what could not be measured, and that a quick run is one', () => {
  const text = report(LINES, ABOUT);
  assert.match(text, /Not measured: Django\*\* \(Redis is not installed\)/);
  assert.match(text, /quick run/);
  assert.doesNotMatch(report(LINES, { ...ABOUT, quick: false }), /quick run/);
  for (const file of Object.keys(pictures(LINES))) assert.ok(text.includes(`](${file})`), file);
});

test('a picture has no number that is none, whatever was measured', () => {
  for (const lines of [LINES, LINES.slice(0, 1), []]) for (const [file, svg] of Object.entries(pictures(lines))) {
    assert.match(svg, /^<svg [^]*<\/svg>\n$/, file);
    assert.doesNotMatch(svg, /NaN|Infinity|undefined/, file);
  }
});

test('a line goes through its points, the greater the higher', () => {
  const svg = lineChart({ title: 'a < b', x: { label: 'x' }, y: { label: 'y', log: true }, series: [{ key: 'node', name: 'Node', points: [[10, 1], [20, 100]] }] });
  const [, x1, y1, x2, y2] = /<path d="M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)" fill="none"/.exec(svg).map(Number);
  assert.ok(x2 > x1 && y2 < y1);
  assert.match(svg, /a &lt; b/);
});

test('an axis has round numbers', () => {
  assert.deepEqual(ticks(0, 10, false), [0, 2, 4, 6, 8, 10]);
  assert.deepEqual(ticks(1, 1000, true), [1, 10, 100, 1000]);
  assert.deepEqual(ticks(3, 30, true), [5, 10, 20]);
});

test('the profile has a column for each kind of operation, the small in one line, and names the database last', () => {
  const cpuUsPerOp = { app: 90, broker: null, db: 10, total: 100, threads: { app: { 'event loops': 89, relay: 1 } } };
  assert.deepEqual(whereItGoes([line('mayday', 'single', 1, { cpuUsPerOp }), line('mayday', 'fan', 8)]), [
    ['CPU in µs', 'locations one by one', 'to 100 guardians'], ['all', '100', '8'],
    ['service: event loops', '89', ''], ['service: all', '', '4.8'], ['service: the rest', '1', ''], ['database: all', '10', '3.2']]);
});
