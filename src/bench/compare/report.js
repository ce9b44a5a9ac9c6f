// The comparison's tables and pictures, from what was measured. Pure: names to texts.
'use strict';
const { figures, legs, profile, kept, socketKiB, median } = require('./figures');
const { lineChart, barChart } = require('./picture');

const NAMES = { mayday: 'Mayday', node: 'Node', django: 'Django', vertx: 'bare Vert.x', pgbench: 'bare commit loop', raw: 'raw limit', before: 'the smaller table' };
const LEGS = { trigger: 'triggers', batch: 'locations by tens', single: 'locations one by one', echo: 'a message and its answer', fan: 'to 100 guardians', curve: 'to more or fewer guardians', half: 'to 100 guardians at half load', latency: 'to 100 guardians', small: 'locations by tens, small table', grown: 'locations by tens, grown table' };
const PARTS = { app: 'service', broker: 'broker', db: 'database' };
const number = v => v === undefined || !Number.isFinite(v) ? '–' : v >= 1000 ? Math.round(v).toLocaleString('en') : String(+v.toPrecision(3));
const ratio = (a, b) => Number.isFinite(a / b) ? `${(a / b).toPrecision(2).replace(/e.*/, '')} ×` : '–';
const fraction = v => v < 1 && Math.abs(1 / v - Math.round(1 / v)) < 1e-9 ? `1/${Math.round(1 / v)}` : String(v);
const goal = (t, unit) => `${t.least ? '≥' : '≤'} ${fraction(t.least ?? t.most)} ${t.against ? `× ${NAMES[t.against]}` : unit}`;
const verdict = met => met === undefined ? 'not measured' : met ? 'yes' : 'no';

/** The table of ratios as rows of cells; the first is its head. */
function ratios(lines) {
  return [['figure', 'Mayday', 'Node', 'Django', 'raw limit', '× Node', '× Django', '× raw', 'to reach: reached?'], ...figures(lines).map(f => {
    const { mayday, node, django, raw, before } = f.values, unit = v => v === undefined ? '–' : `${number(v)} ${f.unit}`;
    return [f.what + (before === undefined ? '' : ` (before: ${unit(before)})`), unit(mayday), unit(node), unit(django), unit(raw), ratio(mayday, node), ratio(mayday, django), ratio(mayday, raw),
      f.targets.map(t => `${goal(t, f.unit)}: ${verdict(t.met)}`).join('; ')];
  })];
}

/** Everything else: throughput, latencies and CPU by process. */
function details(lines) {
  const rows = legs(lines).map(l => {
    const what = [LEGS[l.leg] ?? l.leg, l.leg === 'curve' && `(${l.guardians})`, l.leg === 'latency' && `at ${Math.round(l.share * 100)} % load`, l.rows && `(${number(l.rows)} rows)`].filter(Boolean).join(' ');
    return [what, NAMES[l.server], l.rounds, `${number(l.perSec)} (${number(l.least)}–${number(l.most)})`, number(l.p50), number(l.p99), number(l.app), number(l.compilers), number(l.broker), number(l.db), number(l.total), `${l.generator} %`, number(l.stolen),
      [l.unsettled && 'work was left at the end of the wait', Object.keys(l.errors).length && `errors ${JSON.stringify(l.errors)}`].filter(Boolean).join('; ')];
  });
  return [['work', 'server', 'rounds', 'a second (least–most)', 'p50 ms', 'p99 ms', 'service µs', 'of it compilers', 'broker µs', 'database µs', 'CPU in all µs', 'generator', 'cores stolen', 'notes'], ...rows];
}

/** What the CPU goes into, what takes less than 2 % of an operation in one line for each process: a column for each kind of operation, in µs. */
function whereItGoes(lines) {
  const columns = profile(lines), rows = new Map();
  for (const [i, { total, parts }] of columns.entries()) for (const { of, what, us } of parts) {
    const key = `${PARTS[of]}: ${us < total * .02 ? 'the rest' : what}`;
    if (!rows.has(key)) rows.set(key, columns.map(() => 0));
    rows.get(key)[i] += us;
  }
  const order = Object.values(PARTS), rank = key => order.findIndex(part => key.startsWith(part)) * 2 + key.endsWith(': the rest');
  const sorted = [...rows].sort(([a, x], [b, y]) => rank(a) - rank(b) || Math.max(...y) - Math.max(...x));
  return [['CPU in µs', ...columns.map(c => LEGS[c.leg])], ['all', ...columns.map(c => number(c.total))], ...sorted.map(([key, cells]) => [key, ...cells.map(us => us ? number(us) : '')])];
}

/** What an idle socket's memory goes into. */
function whatASocketKeeps(lines) {
  const { all, heap, parts } = kept(lines);
  return parts.length ? [['memory of an idle socket', 'KiB'], ['all, by what the process weighs', number(all)], ['live Java heap', number(heap)], ...parts.map(p => [`… ${p.what}`, number(p.kib)]), ['outside the live heap', number(all - heap)]] : [];
}

const markdown = ([head, ...rows]) => [head, head.map(() => '---'), ...rows].map(row => `| ${row.join(' | ')} |`).join('\n');
const plain = rows => {
  const width = rows[0].map((_, i) => Math.max(...rows.map(row => String(row[i]).length)));
  return rows.map(row => row.map((cell, i) => String(cell).padEnd(width[i])).join('  ').trimEnd()).join('\n');
};

/** A picture for each figure: file name → SVG. */
function pictures(lines) {
  const all = legs(lines), by = figure => figures(lines).find(f => f.id === figure), of = (leg, server) => all.filter(l => l.leg === leg && l.server === server);
  const servers = ['mayday', 'node', 'django', 'vertx'], named = key => ({ key, name: NAMES[key] });
  const series = (points) => servers.map(key => ({ ...named(key), points: points(key) })).filter(s => s.points.length);
  const stacked = leg => servers.flatMap(key => of(leg, key).map(l => ({ name: NAMES[key], parts: ['app', 'broker', 'db'].map(k => ({ key: k, value: l[k] || 0 })) })));
  const keys = [{ key: 'app', name: 'service' }, { key: 'broker', name: 'broker (Redis)' }, { key: 'db', name: 'database' }];
  const rates = { ...by('triggers').values, pgbench: by('triggers').values.raw };
  return {
    'triggers.svg': barChart({ title: by('triggers').what, unit: '/s', bars: ['mayday', 'node', 'django', 'pgbench'].filter(k => rates[k]).map(k => ({ name: NAMES[k], parts: [{ key: k, value: rates[k] }] })) }),
    'batches.svg': barChart({ title: by('batches').what, unit: 'µs', bars: stacked('batch'), keys }),
    'single.svg': barChart({ title: by('single').what, unit: 'µs', bars: stacked('single'), keys }),
    'delivery.svg': barChart({ title: by('delivery').what, unit: 'µs', bars: stacked('fan'), keys }),
    'guardians.svg': lineChart({ title: 'deliveries a second against guardians', x: { label: 'guardians of one alert', log: true }, y: { label: 'deliveries a second' },
      series: series(key => [...of('curve', key), ...of('fan', key)].map(l => [l.guardians, l.perSec]).sort((a, b) => a[0] - b[0])) }),
    'latency.svg': lineChart({ title: 'location → guardian, p99 against load', x: { label: '% of full load' }, y: { label: 'p99 ms', log: true },
      series: series(key => [...of('latency', key), ...of('half', key), ...of('fan', key)].map(l => [Math.round((l.share ?? 1) * 100), l.p99]).filter(p => p[1] > 0).sort((a, b) => a[0] - b[0])) }),
    'socket.svg': lineChart({ title: 'memory against idle sockets', x: { label: 'sockets' }, y: { label: 'MiB above the empty server' }, series: series(key => weights(lines, key)) }),
    'growth.svg': lineChart({ title: 'CPU of a location against rows of the track', x: { label: 'rows' }, y: { label: 'µs' },
      series: [{ ...named('mayday'), points: [...of('small', 'mayday'), ...of('grown', 'mayday')].map(l => [l.rows, l.total]) }].filter(s => s.points.length) }),
  };
}

/** What a server weighs with so many sockets more than with none, in MiB: medians of the fresh starts. */
function weights(lines, server) {
  const runs = lines.filter(l => l.leg === 'idle' && l.server === server);
  return (runs[0]?.points ?? []).map((p, i) => [p.sockets, median(runs.map(r => (r.points[i].pssKiB - r.points[0].pssKiB) / 1024))]);
}

/** @param about quick, took (seconds), machine, settings (one line), missing: [{name, why}] */
function report(lines, about) {
  const socket = whatASocketKeeps(lines);
  const idle = ['mayday', 'node', 'django', 'vertx'].flatMap(server => {
    const runs = lines.filter(l => l.leg === 'idle' && l.server === server), of = pick => number(median(runs.map(pick)));
    return runs.length ? [[NAMES[server], runs.length, runs[0].sockets, of(r => r.beforeMiB), of(r => r.afterMiB), of(socketKiB), of(r => r.kibPerSocket.javaHeap || NaN), of(r => r.opensPerSec)]] : [];
  });
  return `# Mayday beside its peers and the limits of this machine

${about.machine}. ${about.settings} ${about.quick ? '**A quick run: short rounds after a short warm-up, the same for all, and a smaller table. For figures to rely on, run it without `--quick`.**' : ''}
Took ${Math.round(about.took)} s. One after the other, each alone; everything on this machine, the load generator too.
${about.missing.map(m => `\n**Not measured: ${m.name}** (${m.why}).`).join('\n')}

## Ratios
Medians of the rounds. CPU time is that of every process: service, broker (for Django, Redis) and database, until all that was put off is done.

${markdown(ratios(lines))}

${Object.keys(pictures(lines)).map(file => `![${file.replace('.svg', '')}](${file})`).join('\n\n')}

## Where Mayday's time goes
One operation of each kind. A statement's part of the database is its part of the time that all of them took (\`pg_stat_statements\`); what takes less than 2 % is with the rest.

${markdown(whereItGoes(lines))}

${socket.length ? markdown(socket) : ''}

## All that was measured
CPU is in µs for each operation: an alert, a location, a delivery. Where the generator takes near 100 % of a core it is the limit, and only the CPU figures mean anything. *Stolen* is what this machine wanted and its host gave to others: latencies grow with it.

${markdown(details(lines))}

| idle sockets | fresh starts | sockets | MiB before | MiB after | KiB a socket (slope) | of it live Java heap | opened a second |
| --- | --- | --- | --- | --- | --- | --- | --- |
${idle.map(row => `| ${row.join(' | ')} |`).join('\n')}
`;
}

module.exports = { ratios, details, whereItGoes, pictures, report, plain };
