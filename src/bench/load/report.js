#!/usr/bin/env node
// Prints what a run of `load.js mixed` or `load.js storm` measured beside what was to be reached: report.js RESULTS [startMs idleMiB]
'use strict';
const lines = require('node:fs').readFileSync(process.argv[2], 'utf8').trim().split('\n'), r = JSON.parse(lines[lines.length - 1]);
const [startMs, idleMiB] = process.argv.slice(3).map(Number);
const rows = [['', 'p50', 'p90', 'p99', 'max', 'to reach']];
const latency = (name, s, to) => rows.push([name, s.p50, s.p90, s.p99, s.max, `p99 < ${to} ms`]);
const one = (name, value, to) => rows.push([name, value, '', '', '', to]);
latency('press → accepted, ms', r.accepted, 50);
if (r.mode === 'storm') {
  latency('press → the first provider has answered, ms', r.first, 2000);
  one('contacts told / not told', `${r.told} / ${r.untold}`, `${r.alerts * 5} / 0`);
  one('alerts whose steps were out of order', r.alertsOutOfOrder, '0');
} else {
  latency('press → mail server has it, ms', r.mailed, 250);
  latency('location → guardian, ms', r.located, 100);
  one('never accepted / mailed / seen', `${r.missing.accepted} / ${r.missing.mails} / ${r.missing.locations}`, '0 / 0 / 0');
}
if (startMs) one('start, with its AOT cache, s', (startMs / 1000).toFixed(2), '< 4 s');
if (idleMiB) one('memory, idle, MiB (PSS)', idleMiB, '< 350 MiB');
if (r.memoryMiB) one('memory, after the load, MiB (PSS)', r.memoryMiB.pss, '');
one('cores: service / database / generator', [r.cores.app, r.cores.db, r.cores.generator].map(c => c ?? '-').join(' / '), '');
if (Object.keys(r.errors).length) one('errors', JSON.stringify(r.errors), 'none');
const what = r.mode === 'storm' ? `${r.alerts} alerts with 5 contacts each in ${r.secs} s by ${r.users} people, ${r.dead} dead` : `${r.alertsPerSec} alerts/s and ${r.locationsPerSec} locations/s for ${r.secs} s, ${r.users} people each`;
console.log(`${what}; load average ${r.load1}\n`);
const width = rows[0].map((_, i) => Math.max(...rows.map(row => String(row[i] ?? '').length)));
for (const row of rows) console.log(row.map((cell, i) => String(cell ?? '').padEnd(width[i])).join('  ').trimEnd());
