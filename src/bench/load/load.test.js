'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const net = require('node:net');
const path = require('node:path');
const { spawn, execFile } = require('node:child_process');

const reachable = port => new Promise(resolve => { const s = net.connect(port, '127.0.0.1', () => { s.destroy(); resolve(true); }).on('error', () => resolve(false)); });
const free = () => new Promise(resolve => { const s = net.createServer().listen(0, '127.0.0.1', () => { const { port } = s.address(); s.close(() => resolve(port)); }); });

let stub, port;
test.before(async () => {
  port = await free();
  stub = spawn(process.execPath, [path.join(__dirname, 'stub.js')], { env: { ...process.env, PORT: port }, stdio: 'ignore' });
  while (!await reachable(port)) await new Promise(r => setTimeout(r, 20));
});
test.after(() => stub.kill());

/** What load.js prints against the stub, a line each, and how it ends. */
const load = (...args) => new Promise(resolve => execFile(process.execPath,
  [path.join(__dirname, 'load.js'), ...args, '--protocol', 'mayday', '--url', `ws://127.0.0.1:${port}`, '--pid', stub.pid, '--users', '2', '--warmup', '.1', '--secs', '.3'],
  (error, stdout) => resolve({ code: error?.code ?? 0, lines: stdout.trim().split('\n').filter(Boolean).map(JSON.parse) })));

test('each round is a line, and its CPU is charged to what was answered', async () => {
  const { code, lines } = await load('trigger', '--clients', '2', '--rounds', '2');
  assert.equal(code, 0);
  assert.equal(lines.length, 2);
  for (const { ops, secs, perSec, cpuUsPerOp, latencyMs } of lines) {
    assert.ok(ops > 0 && latencyMs.p50 <= latencyMs.p99);
    assert.ok(Math.abs(perSec / (ops / secs) - 1) < .05);
    assert.equal(cpuUsPerOp.total, cpuUsPerOp.app);
    assert.equal(cpuUsPerOp.db, null);
  }
});

test('a message of ten locations counts ten', async () => {
  const { lines: [{ ops }] } = await load('ingest', '--clients', '1', '--batch', '10', '--quiet', '2');
  assert.ok(ops > 0);
  assert.equal(ops % 10, 0);
});

test('a share of the load is asked for after the rounds', async () => {
  const { lines: [full, half] } = await load('fanout', '--guardians', '3', '--window', '2', '--shares', '.5');
  assert.equal(full.share, undefined);
  assert.equal(half.share, .5);
  assert.ok(Math.abs(half.rate / (full.perSec / 3) - .5) < .01);
  assert.ok(half.ops > 0 && half.ops < full.ops);
});

test('a server is weighed with no socket and at each step', async () => {
  const { lines: [{ sockets, points }] } = await load('idle', '--steps', '2,4');
  assert.equal(sockets, 4);
  assert.deepEqual(points.map(p => p.sockets), [0, 2, 4]);
  for (const p of points) assert.ok(p.pssKiB > 1000);
});

test('a run that can not be measured fails and prints no result', async () => {
  assert.deepEqual(await load('storm', '--total', '1', '--inbox', `http://127.0.0.1:${port}`), { code: 1, lines: [] }); // the stub has no policies
});
