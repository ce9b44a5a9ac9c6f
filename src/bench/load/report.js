#!/usr/bin/env node
// Prints what a run of `load.js mixed`, `storm` or `crowd` measured beside what was to be reached: report.js RESULTS [startMs idleMiB]
'use strict';
const lines = require('node:fs').readFileSync(process.argv[2], 'utf8').trim().split('\n'), r = JSON.parse(lines[lines.length - 1]);
const [startMs, idleMiB] = process.argv.slice(3).map(Number);
const rows = [['', 'p50', 'p90', 'p99', 'max', 'to reach']];
const latency = (name, s, to) => rows.push([name, s.p50, s.p90, s.p99, s.max, `p99 < ${to} ms`]);
const one = (name, value, to) => rows.push([name, value, '', '', '', to]);
if (r.mode === 'page' || r.mode === 'files') {
  console.log(r.mode === 'page' ? pages(r) : files(r));
  process.exit();
}
if (r.mode === 'crowd') {
  one(`all ${r.people} are on the guardian's socket after, ms`, r.subscribedMs, '');
  latency('location → guardian, ms', r.located, 100);
  one('told / left out / never seen', `${r.told} / ${r.skipped} / ${r.missing}`, '… / 0 / 0');
} else latency('press → accepted, ms', r.accepted, 50);
if (r.mode === 'storm') {
  latency('press → the first provider has answered, ms', r.first, 2000);
  one('contacts told / not told', `${r.told} / ${r.untold}`, `${r.alerts * 5} / 0`);
  one('alerts whose steps were out of order', r.alertsOutOfOrder, '0');
} else if (r.mode === 'mixed') {
  latency('press → mail server has it, ms', r.mailed, 250);
  latency('location → guardian, ms', r.located, 100);
  one('never accepted / mailed / seen', `${r.missing.accepted} / ${r.missing.mails} / ${r.missing.locations}`, '0 / 0 / 0');
}
if (startMs) one('start, with its AOT cache, s', (startMs / 1000).toFixed(2), '< 4 s');
if (idleMiB) one('memory, idle, MiB (PSS)', idleMiB, '< 350 MiB');
if (r.memoryMiB) one('memory, after the load, MiB (PSS)', r.memoryMiB.pss, '');
one('cores: service / database / generator / stolen from this machine', [r.cores.app, r.cores.db, r.cores.generator, r.cores.stolen].map(c => c ?? '-').join(' / '), '');
if (Object.keys(r.errors).length) one('errors', JSON.stringify(r.errors), 'none');
const what = r.mode === 'crowd' ? `${r.people} people who move every ${r.every} s, on one guardian's socket for ${r.secs} s` : r.mode === 'storm' ? `${r.alerts} alerts with 5 contacts each in ${r.secs} s by ${r.users} people, ${r.dead} dead` : `${r.alertsPerSec} alerts/s and ${r.locationsPerSec} locations/s for ${r.secs} s, ${r.users} people each`;
console.log(`${what}; load average ${r.load1}\n`);
console.log(table(rows));

function table(rows) {
  const width = rows[0].map((_, i) => Math.max(...rows.map(row => String(row[i] ?? '').length)));
  return rows.map(row => row.map((cell, i) => String(cell ?? '').padEnd(width[i])).join('  ').trimEnd()).join('\n');
}

/** What `page` measured. */
function pages({ cpu, link, map, replay, load1 }) {
  const said = [`load average ${load1}`];
  if (link) {
    const paints = [[`a link's first paint, ms (CPU ${cpu} × slower, 400 kbit/s)`, 'p50', 'max', 'to reach']];
    for (const l of link) for (const [how, s, to] of [['a page of one word', l.bare, ''], ['nothing kept', l.cold, '< 1500'], ['visited before', l.cached, '']]) paints.push([`${how}, ${l.latencyMs} ms more for each request`, s.p50, s.max, to]);
    said.push(table(paints), `before the first: ${link[0].before.map(({ path, bytes }) => `${path} ${bytes} B`).join(', ')}`);
  }
  const frames = [['frames, ms from one to the next', 'p50', 'p95', 'p99', 'max', 'a second', 'long tasks, ms a second']];
  const add = (name, f) => frames.push([name, f.p50, f.p95, f.p99, f.max, f.perSec, f.longTasksMsPerSec]);
  if (map) add(`map, ${map.people} alerts that move every ${map.every} s`, map.moving);
  if (map) add('the same, while it is dragged', map.panned);
  if (map) add('dragged, and nobody moves', map.still);
  if (replay) add(`an alert of ${replay.fixes} fixes, played back`, replay.played);
  if (frames.length > 1) said.push(table(frames));
  if (map) said.push(`all on the map after ${map.shownMs} ms; heap of that page ${map.heapMiB} MiB`);
  return said.join('\n\n');
}

/** What `files` measured. */
function files({ rows, files, load1 }) {
  const all = [['form', 'MiB', 's', 'fixes a second', 'live heap before / most, MiB', 'memory before / most, MiB (PSS)']];
  for (const f of files) all.push([f.form, f.mib, f.secs, f.fixesPerSec, f.heapMiB.join(' / '), f.pssMiB.join(' / ')]);
  return `a track of ${rows.toLocaleString('en')} fixes; load average ${load1}\n\n${table(all)}`;
}
