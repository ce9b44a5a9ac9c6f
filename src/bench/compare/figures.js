// What the measured lines come to: medians of the rounds, ratios, and whether what was to be reached was. Pure.
// A line is what load.js prints, with `server` and `leg`.
'use strict';

/** The middle one; of an even number, the mean of the two in the middle. Nothing of nothing. */
function median(values) {
  const v = values.filter(x => Number.isFinite(x)).sort((a, b) => a - b), half = v.length >> 1;
  if (!v.length) return undefined;
  return v.length % 2 ? v[half] : (v[half - 1] + v[half]) / 2;
}

/** By how much y grows with x: the least squares' line through the points [x, y]. */
function slope(points) {
  const mean = k => points.reduce((sum, p) => sum + p[k], 0) / points.length, [mx, my] = [mean(0), mean(1)];
  return points.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0) / points.reduce((sum, [x]) => sum + (x - mx) ** 2, 0);
}

const cpu = r => r.cpuUsPerOp.total;
/** What a socket adds to a part of the server's memory, by how that grows from step to step: what only the first ones load is in none. */
const ofASocket = (r, pick) => slope(r.points.filter(p => p.sockets > 0).map(p => [p.sockets, pick(p) ?? 0]));
const socketKiB = r => ofASocket(r, p => p.pssKiB);

const FIGURES = [
  { id: 'triggers', what: 'durable triggers a second, 32 sockets', unit: '/s', leg: 'trigger', raw: 'pgbench', pick: r => r.perSec, targets: [{ against: 'raw', least: .6 }] },
  { id: 'batches', what: 'CPU of a location, batches of 10, 32 phones', unit: 'µs', leg: 'batch', pick: cpu, targets: [{ most: 25 }, { against: 'node', most: 1 / 3 }, { against: 'django', most: 1 / 17 }] },
  { id: 'single', what: 'CPU of a location, one a message, 32 phones', unit: 'µs', leg: 'single', pick: cpu, targets: [{ against: 'node', most: .5 }] },
  { id: 'delivery', what: 'CPU of a delivery to 100 guardians', unit: 'µs', leg: 'fan', raw: 'vertx', pick: cpu, targets: [{ against: 'raw', most: 1.25 }] },
  { id: 'socket', what: 'memory of an idle authenticated socket', unit: 'KiB', leg: 'idle', raw: 'vertx', pick: socketKiB, targets: [{ against: 'raw', most: 1.5 }] },
  { id: 'latency', what: 'location → guardian, p99 at half of full load', unit: 'ms', leg: 'half', raw: 'vertx', pick: r => r.latencyMs.p99, targets: [{ most: 25 }] },
  { id: 'growth', what: 'CPU of a location, the table ten times as large', unit: 'µs', leg: 'grown', before: 'small', pick: cpu, targets: [{ against: 'before', most: 1.15 }] },
];

const met = (value, target, values) => {
  const limit = target.against ? values[target.against] : 1, ratio = value / limit;
  return Number.isFinite(ratio) ? ratio <= (target.most ?? Infinity) && ratio >= (target.least ?? 0) : undefined;
};

/**
 * For each figure the medians of Mayday, the peers and the raw limit (`values`), and for each of its targets whether it
 * was `met`: undefined where one of the two was not measured.
 */
function figures(lines) {
  return FIGURES.map(({ leg, raw, pick, ...figure }) => {
    const of = (server, leg) => { const found = lines.filter(l => l.server === server && l.leg === leg); return { value: median(found.map(pick)), rounds: found.length }; };
    const values = { mayday: of('mayday', leg).value, node: of('node', leg).value, django: of('django', leg).value, raw: raw && of(raw, leg).value };
    if (figure.before) values.before = of('mayday', figure.before).value;
    return { ...figure, rounds: of('mayday', leg).rounds, values, targets: figure.targets.map(t => ({ ...t, met: met(values.mayday, t, values) })) };
  });
}

/** All that was measured: for each leg and server the medians, and the least and the most a second. */
function legs(lines) {
  const groups = new Map();
  for (const line of lines.filter(l => l.cpuUsPerOp)) {
    const key = [line.leg, line.guardians ?? '', line.share ?? '', line.rows ?? '', line.server].join('|');
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(line);
  }
  return [...groups.values()].map(g => {
    const of = pick => median(g.map(pick)), rates = g.map(l => l.perSec);
    return {
      leg: g[0].leg, server: g[0].server, guardians: g[0].guardians, share: g[0].share, rows: g[0].rows, rounds: g.length,
      perSec: of(l => l.perSec), least: Math.min(...rates), most: Math.max(...rates), p50: of(l => l.latencyMs?.p50), p99: of(l => l.latencyMs?.p99),
      app: of(l => l.cpuUsPerOp.app ?? NaN), compilers: of(l => l.cpuUsPerOp.compilers || NaN), broker: of(l => l.cpuUsPerOp.broker ?? NaN), db: of(l => l.cpuUsPerOp.db ?? NaN), total: of(cpu), generator: of(l => parseInt(l.generatorCore, 10)), stolen: of(l => l.stolenCores ?? NaN),
      unsettled: g.some(l => l.unsettled), errors: Object.assign({}, ...g.map(l => l.errors ?? {})),
    };
  });
}

/**
 * What Mayday's CPU goes into, leg by leg: `{ leg, total, parts: [{ of, what, us }] }` in µs an operation, medians of the
 * rounds. A JVM's parts are its threads by what they are there for, the database's are its statements by what they do,
 * shared out by the time that they took there.
 */
function profile(lines) {
  return PROFILED.map(leg => {
    const rounds = lines.filter(l => l.server === 'mayday' && l.leg === leg && l.cpuUsPerOp), of = pick => median(rounds.map(pick)) ?? 0, parts = [];
    for (const part of ['app', 'broker']) {
      const whole = of(r => r.cpuUsPerOp[part]), kinds = new Set(rounds.flatMap(r => Object.keys(r.cpuUsPerOp.threads?.[part] ?? {})));
      for (const what of kinds) parts.push({ of: part, what, us: of(r => r.cpuUsPerOp.threads?.[part]?.[what] ?? 0) });
      if (!kinds.size && whole) parts.push({ of: part, what: 'all', us: whole });
    }
    const db = of(r => r.cpuUsPerOp.db), statements = lines.filter(l => l.server === 'mayday' && l.leg === 'statements' && l.of === leg).flatMap(l => l.statements);
    const took = statements.reduce((sum, s) => sum + s.ms, 0), does = new Map();
    for (const s of statements) does.set(gist(s.text), (does.get(gist(s.text)) ?? 0) + s.ms);
    for (const [what, ms] of does) parts.push({ of: 'db', what, us: db * ms / took });
    if (!took && db) parts.push({ of: 'db', what: 'all', us: db });
    return { leg, total: of(cpu), parts: parts.filter(p => p.us > 0) };
  }).filter(p => p.total);
}

/**
 * What an idle socket of Mayday's keeps, in KiB, the largest first: medians of the fresh starts. What the process grows by
 * more than its live heap is outside of it, or garbage.
 */
function kept(lines) {
  const starts = lines.filter(l => l.server === 'mayday' && l.leg === 'idle'), names = new Set(starts.flatMap(r => r.points.flatMap(p => Object.keys(p.packagesKiB ?? {}))));
  const of = pick => median(starts.map(r => ofASocket(r, pick))) ?? 0, heap = of(p => p.heapKiB);
  const parts = [...names].map(what => ({ what, kib: of(p => p.packagesKiB?.[what]) })).filter(p => p.kib > .1).sort((a, b) => b.kib - a.kib);
  const rest = heap - parts.reduce((sum, p) => sum + p.kib, 0);
  return { all: of(p => p.pssKiB), heap, parts: names.size ? [...parts, { what: 'the rest', kib: rest }] : [] };
}

const PROFILED = ['trigger', 'single', 'batch', 'fan'];

/** What a statement does, by its verbs and tables: what it writes, or else what it reads. */
function gist(text) {
  const own = new Set([...text.matchAll(/([a-z_]+) AS (?:MATERIALIZED )?\(/g)].map(m => m[1])); // WITH
  const found = verb => [...new Set([...text.matchAll(new RegExp(`\\b${verb}\\s+([a-z][a-z_0-9]*)(?![a-z_0-9]*\\()`, 'g'))].map(m => m[1].replace(/_\d+$/, '')))].filter(name => !own.has(name));
  const written = [['write', 'INSERT INTO'], ['change', 'UPDATE'], ['delete', 'DELETE FROM'], ['analyze', 'ANALYZE \\(SKIP_LOCKED\\)']].flatMap(([say, verb]) => found(verb).length ? [`${say} ${found(verb).join(', ')}`] : []);
  if (written.length) return written.join('; ');
  const read = [...new Set([...found('FROM'), ...found('JOIN')])];
  return read.length ? `read ${read.slice(0, 3).join(', ')}` : 'the rest';
}

module.exports = { median, slope, figures, legs, profile, kept, gist, socketKiB };
