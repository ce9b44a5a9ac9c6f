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
/** Memory of a socket in KiB, by how the server grows from step to step: what only the first ones load is in none. */
const socketKiB = r => slope(r.points.filter(p => p.sockets > 0).map(p => [p.sockets, p.pssKiB]));

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
      app: of(l => l.cpuUsPerOp.app ?? NaN), compilers: of(l => l.cpuUsPerOp.compilers || NaN), broker: of(l => l.cpuUsPerOp.broker ?? NaN), db: of(l => l.cpuUsPerOp.db ?? NaN), total: of(cpu), generator: of(l => parseInt(l.generatorCore, 10)),
      unsettled: g.some(l => l.unsettled), errors: Object.assign({}, ...g.map(l => l.errors ?? {})),
    };
  });
}

module.exports = { median, slope, figures, legs, socketKiB };
