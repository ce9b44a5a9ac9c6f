'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const { median, slope, figures, legs, profile, kept, gist } = require('./figures');

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

test('a statement is named by what it writes, or else by what it reads', () => {
  assert.equal(gist('WITH e AS ( INSERT INTO timeline (id) SELECT t.* FROM unnest($1) AS t ), c AS (UPDATE alert a SET x = 1 FROM e) INSERT INTO outbox (a) SELECT 1 FROM e'), 'write timeline, outbox; change alert');
  assert.equal(gist('DELETE FROM timer WHERE key IN (SELECT key FROM timer FOR UPDATE SKIP LOCKED)'), 'delete timer');
  assert.equal(gist('WITH asked AS (SELECT 1 FROM unnest($1)) SELECT 1 FROM asked JOIN fix_20261130 f ON true JOIN alert a ON true'), 'read fix, alert');
  assert.equal(gist('COMMIT'), 'the rest');
});

test("a JVM's part is told by its threads, the database's by its statements, and both add up to the whole", () => {
  const round = us => line('mayday', 'single', 1, 0, { cpuUsPerOp: { app: us, broker: 20, db: 30, total: us + 50, threads: { app: { 'event loops': us * .75, compilers: us * .25 } } } });
  const statements = { server: 'mayday', leg: 'statements', of: 'single', statements: [{ text: 'INSERT INTO fix (a)', ms: 30 }, { text: 'SELECT 1 FROM open_window', ms: 10 }, { text: 'INSERT INTO fix (b)', ms: 20 }] };
  const [{ leg, total, parts }, ...others] = profile([round(100), round(200), round(300), statements, line('node', 'single', 1, 9)]);
  assert.deepEqual([leg, total, others], ['single', 250, []]);
  assert.deepEqual(parts.map(p => [p.of, p.what, Math.round(p.us)]), [['app', 'event loops', 150], ['app', 'compilers', 50], ['broker', 'all', 20], ['db', 'write fix', 25], ['db', 'read open_window', 5]]);
});

test('what a socket keeps is what each further one adds to the packages of the live heap', () => {
  const at = (sockets, pssKiB, heapKiB, netty) => ({ sockets, pssKiB, heapKiB, packagesKiB: { 'io.netty.channel': netty, 'java.lang': 50_000 } });
  const points = [at(0, 1, 1, 1), at(100, 90_000, 60_000, 300), at(200, 92_000, 61_000, 700)];
  assert.deepEqual(kept([{ server: 'mayday', leg: 'idle', points }]), { all: 20, heap: 10, parts: [{ what: 'io.netty.channel', kib: 4 }, { what: 'the rest', kib: 6 }] });
  assert.deepEqual(kept([]).parts, []);
});
