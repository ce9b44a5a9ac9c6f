#!/usr/bin/env node
// Measures Mayday, a Node and a Django peer and the raw limits one after the other and writes the report. Started by
// deploy/local/bench, which sets MAYDAY_* and ends what is left: run.js OUT_FOLDER [--quick] [--only name,…]
'use strict';
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { endAll, run, sleep } = require('./processes');
const { servers, commits, mayday, piece, database, portTaken, project, state } = require('./servers');
const { report, ratios, pictures, plain } = require('./report');
const proc = require('../load/proc');

const [out, ...flags] = process.argv.slice(2), quick = flags.includes('--quick');
const only = flags.includes('--only') ? flags[flags.indexOf('--only') + 1].split(',') : null;
const HOW = quick
  ? { rounds: 3, secs: 1, warmup: .5, warm: 8, guardians: [300], shares: [], sockets: 1000, starts: 1, rows: [100_000, 1_000_000], again: [], quiet: 6 }
  : { rounds: 5, secs: 5, warmup: 3, warm: 80, guardians: [1, 10, 300, 1000], shares: [.1, .25, .75, .9], sockets: 5000, starts: 3, rows: [1_000_000, 10_000_000], again: ['small'], quiet: 20 };
const PHONES = 32, GUARDIANS = 100;
const began = performance.now(), lines = [], missing = [];
const say = text => { const s = (Date.now() / 1000 - +(process.env.MAYDAY_BEGAN ?? 0)) || 0; console.error(`${s.toFixed(1).padStart(5)}s  ${text}`); };
const keep = line => { lines.push(line); fs.appendFileSync(path.join(out, 'results.jsonl'), JSON.stringify(line) + '\n'); };

/** One run of the load generator against a running server; its lines are kept, with `about`, under `leg` or what `leg(line)` says; with no leg they are not. */
async function measure(server, running, leg, mode, options = {}, about = {}) {
  const flags = { url: running.url, protocol: server.protocol, name: server.name, pid: running.pids.app, 'broker-pid': running.pids.broker, 'db-pid': running.pids.db,
    warmup: HOW.warmup, secs: HOW.secs, rounds: HOW.rounds, quiet: HOW.quiet, ...(server.tokens && { tokens: await server.tokens(PHONES) }), ...options };
  const args = Object.entries(flags).filter(([, v]) => v !== undefined).map(([k, v]) => `--${k}=${v}`);
  const env = { ...process.env, PATH: `${path.join(process.env.JAVA_HOME, 'bin')}:${process.env.PATH}` };
  const { stdout, stderr } = await run(process.execPath, [path.join(project, 'src/bench/load/load.js'), mode, ...args], { env, fine: [0, 1] });
  const found = stdout.trim().split('\n').filter(Boolean).map(JSON.parse);
  if (!found.length) throw new Error(`${server.title}: ${mode} measured nothing: ${stderr.trim().slice(-800)}`);
  if (stderr.trim()) say(`  ${server.title}, ${mode}: ${stderr.trim().split('\n')[0].slice(0, 150)}`);
  if (leg) for (const { name, pid, ...line } of found) keep({ server: server.name, leg: typeof leg === 'function' ? leg(line) : leg, ...about, ...line });
}

/** Measures, and keeps what Mayday's database was asked meanwhile. */
async function asked(server, leg, measuring) {
  await server.count?.();
  await measuring();
  if (server.counted) keep({ server: server.name, leg: 'statements', of: leg, statements: await server.counted() });
}

const phones = { clients: PHONES }, tens = { ...phones, batch: 10 };

/** Deliveries to 100 guardians, how long they take at shares of that load, and deliveries to more and fewer guardians. */
async function guardians(server, running) {
  say(`${server.title}: to guardians`);
  // half of full load is asked for again and again: its p99 is a figure
  const shares = [...HOW.shares, ...Array(HOW.rounds - 1).fill(.5)].sort();
  await asked(server, 'fan', () => measure(server, running, l => l.share === undefined ? 'fan' : l.share === .5 ? 'half' : 'latency', 'fanout', { guardians: GUARDIANS, window: 4, shares }));
  for (const n of HOW.guardians) await measure(server, running, 'curve', 'fanout', { guardians: n, window: 4, rounds: 1 });
}

/** Idle sockets are weighed on a fresh start: memory that has been used once hides them. Answers with the server, still running. */
async function idle(server) {
  const most = server.name === 'django' ? Math.min(1000, HOW.sockets) : HOW.sockets;
  for (let n = 1; ; n++) {
    const running = await server.start();
    say(`${server.title}: idle sockets`);
    try {
      await measure(server, running, 'idle', 'idle', { steps: [1, 2, 3, 4].map(q => q * most / 4), secs: .5 });
    } catch (e) {
      await running.stop();
      throw e;
    }
    if (n === HOW.starts) return running;
    await running.stop();
  }
}

async function triggers(server, running) {
  say(`${server.title}: triggers`);
  for (let n = 0; n < HOW.rounds; n++) {
    await asked(server, 'trigger', () => measure(server, running, 'trigger', 'trigger', { ...phones, rounds: 1 }));
    await server.forget?.();
  }
}

async function locations(server, running) {
  say(`${server.title}: locations`);
  await asked(server, 'single', () => measure(server, running, 'single', 'ingest', phones));
  await asked(server, 'batch', () => measure(server, running, 'batch', 'ingest', tens));
}

/**
 * Each has done what is asked of it for as long before it is measured: compilers, JavaScript's too, must have seen the work,
 * and caches be full.
 */
async function warm(server, running) {
  say(`${server.title}: warming up`);
  const fan = ['fanout', { guardians: GUARDIANS, window: 4 }], kinds = server.name === 'vertx' ? [fan, ['ingest', phones]]
    : [fan, ['ingest', phones], ['ingest', tens], ['trigger', phones]];
  for (const [mode, options] of kinds) await measure(server, running, null, mode, { ...options, rounds: 1, secs: .5, warmup: HOW.warm / kinds.length - .5, quiet: mode === 'trigger' ? HOW.quiet : 0 });
  await server.forget?.();
}

/** A table that grows, and, where minutes lie between, is small once more: a machine that turns slower is not taken for the table. */
async function growth(running) {
  for (const leg of ['small', 'grown', ...HOW.again]) {
    const rows = HOW.rows[leg === 'small' ? 0 : 1];
    say(`Mayday: the track at ${rows.toLocaleString('en')} rows`);
    await mayday.grow(rows, leg === 'small');
    await measure(mayday, running, leg, 'ingest', tens, { rows });
  }
}

async function turn(server) {
  try {
    await server.prepare();
  } catch (e) {
    missing.push({ name: server.title, why: e.message.split('\n').at(-1).slice(0, 200) });
    say(`${server.title} can't be had here and is left out: ${missing.at(-1).why}`);
    if (server === mayday) process.exitCode = 1;
    return;
  }
  let running;
  try {
    running = await idle(server);
    await warm(server, running);
    if (server.name === 'vertx') await measure(server, running, 'echo', 'ingest', phones);
    else await locations(server, running);
    await guardians(server, running);
    if (server === mayday) await growth(running);
    if (server.name !== 'vertx') await triggers(server, running);
  } catch (e) {
    missing.push({ name: `all of ${server.title}`, why: e.message.slice(0, 300) });
    say(`${server.title} failed: ${e.message}`);
    process.exitCode = 1;
  } finally {
    await running?.stop();
    await server.end?.();
  }
}

/** The raw limit of a commit. */
async function loop() {
  await commits.prepare();
  say('bare commit loop');
  for (let n = 0; n < HOW.rounds; n++) {
    const c0 = proc.cpu(database()).us, text = await commits.run(PHONES, Math.max(2, HOW.secs)), us = proc.cpu(database()).us - c0;
    const done = +/transactions actually processed: (\d+)/.exec(text)[1], db = us / done;
    keep({ server: 'pgbench', leg: 'trigger', clients: PHONES, perSec: +/^tps = ([\d.]+)/m.exec(text)[1], latencyMs: { p50: +/latency average = ([\d.]+)/.exec(text)[1] }, cpuUsPerOp: { db, total: db }, generatorCore: '0%', errors: {} });
  }
}

function write() {
  const about = { quick, took: (performance.now() - began) / 1000, missing, machine: `${os.cpus().length} cores (${os.cpus()[0].model}), ${Math.round(os.totalmem() / 2 ** 30)} GiB`,
    settings: `${new Date().toISOString().slice(0, 16)}Z. ${HOW.rounds} rounds of ${HOW.secs} s; memory: ${HOW.starts} fresh start(s); the track from ${HOW.rows.map(n => n.toLocaleString('en')).join(' to ')} rows.` };
  fs.writeFileSync(path.join(out, 'report.md'), report(lines, about));
  for (const [name, svg] of Object.entries(pictures(lines))) fs.writeFileSync(path.join(out, name), svg);
  console.log(`\n${plain(ratios(lines))}\n`);
  for (const m of missing) console.log(`not measured: ${m.name} (${m.why})`);
  console.log(`report: ${path.join(out, 'report.md')}; ${Math.round(about.took)} s`);
}

async function main() {
  fs.rmSync(out, { recursive: true, force: true });
  fs.mkdirSync(out, { recursive: true });
  fs.mkdirSync(state, { recursive: true });
  if (await portTaken()) throw new Error('another program has the port: set MAYDAY_BENCH_PORT');
  await piece('postgres', 'start');
  const wanted = name => !only || only.includes(name);
  if (wanted('pgbench')) await loop();
  for (const server of servers) if (wanted(server.name)) await turn(server);
  await sleep(.1);
  write();
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => endAll().finally(() => process.exit(130)));
main().then(endAll, async e => { say(e.message); await endAll(); process.exit(1); });
