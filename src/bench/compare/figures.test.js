'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const { median, slope, figures, legs } = require('./figures');

const line = (server, leg, perSec, total, more = {}) => ({ server, leg, perSec, latencyMs: { p50: 1, p99: 9 }, cpuUsPerOp: { app: total, broker: null, db: 0, total }, generatorCore: '50%', errors: {}, ...more });
const figure = (lines, id) => figures(lines).find(f => f.id === id);

test('a median is the middle one, and between two of them their mean', () => {
  assert.equal(median([9, 1, 5]), 5);
  assert.equal(median([9, 1, 5, 7]), 6);
  assert.equal(median([3, NaN, undefined]), 3);
  assert.equal(median([]), undefined);
});

test('a socket weighs what each further one adds, whatever the server weighed before', () => {
  assert.equal(slope([[500, 90_000 + 500 * 8], [1000, 90_000 + 1000 * 8], [2000, 90_000 + 2000 * 8]]), 8);
  const points = [[0, 1000], [500, 95_000], [1000, 100_000]].map(([sockets, pssKiB]) => ({ sockets, pssKiB }));
  assert.equal(figure([{ server: 'mayday', leg: 'idle', points }], 'socket').values.mayday, 10);
});

test('triggers are to be at least so many of the commits, CPU at most so much of the peer', () => {
  const at = perSec => figure([line('mayday', 'trigger', perSec, 1), line('pgbench', 'trigger', 5000, 1)], 'triggers').targets[0].met;
  assert.equal(at(3000), true);
  assert.equal(at(2999), false);
  const cost = us => figure([line('mayday', 'batch', 1, us), line('node', 'batch', 1, 75), line('django', 'batch', 1, 425)], 'batches').targets.map(t => t.met);
  assert.deepEqual(cost(25), [true, true, true]);
  assert.deepEqual(cost(25.1), [false, false, false]);
});

test('the rounds of a figure come together as their median', () => {
  const f = figure([3, 1, 20].map(us => line('mayday', 'single', 1, us)), 'single');
  assert.equal(f.values.mayday, 3);
  assert.equal(f.rounds, 3);
});

test('what was not measured is neither reached nor missed', () => {
  assert.equal(figure([line('mayday', 'fan', 1, 9)], 'delivery').targets[0].met, undefined);
  assert.equal(figure([line('vertx', 'fan', 1, 9)], 'delivery').targets[0].met, undefined);
  assert.equal(figure([], 'latency').targets[0].met, undefined);
});

test('the grown table is compared with the small one of the same run', () => {
  const f = us => figure([line('mayday', 'small', 1, 20), line('mayday', 'grown', 1, us)], 'growth').targets[0].met;
  assert.equal(f(23), true);
  assert.equal(f(23.5), false);
});

test('runs with other numbers of guardians or at another load are not mixed', () => {
  const found = legs([line('node', 'curve', 10, 1, { guardians: 10 }), line('node', 'curve', 30, 1, { guardians: 300 }), line('node', 'curve', 20, 1, { guardians: 10, errors: { skipped: 2 } })]);
  assert.deepEqual(found.map(l => [l.guardians, l.perSec, l.least, l.most, l.rounds]), [[10, 15, 10, 20, 2], [300, 30, 30, 30, 1]]);
  assert.deepEqual(found[0].errors, { skipped: 2 });
});
