// Charts as SVG, with nothing but strings. Pure.
'use strict';

const COLOURS = { mayday: '#c0392b', node: '#2e8b57', django: '#2c5f9e', vertx: '#8a8a8a', pgbench: '#8a8a8a', app: '#c0392b', broker: '#e0a030', db: '#2c5f9e' };
const W = 640, H = 360, LEFT = 70, RIGHT = 20, TOP = 40, BOTTOM = 74;
const escape = s => String(s).replace(/[&<>"]/g, c => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]);
const text = (x, y, s, more = '') => `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${more}>${escape(s)}</text>`;
const short = v => v >= 1e6 ? `${+(v / 1e6).toPrecision(3)} M` : v >= 1e4 ? `${+(v / 1e3).toPrecision(3)} k` : String(+v.toPrecision(3));

/** Round numbers from `min` to `max`: 1, 2, 5, 10 … (by tens where the axis is logarithmic). */
function ticks(min, max, log) {
  if (log) {
    const all = [];
    for (let e = Math.floor(Math.log10(min)); e <= Math.ceil(Math.log10(max)); e++) for (const m of max / min > 300 ? [1] : [1, 2, 5]) all.push(m * 10 ** e);
    return all.filter(v => v >= min * .999 && v <= max * 1.001);
  }
  const rough = (max - min) / 5 || 1, unit = 10 ** Math.floor(Math.log10(rough)), step = [1, 2, 5, 10].find(m => m * unit >= rough) * unit, all = [];
  for (let v = Math.ceil(min / step) * step; v <= max + step / 1e6; v += step) all.push(+v.toPrecision(6));
  return all;
}

const frame = (title, body) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${W} ${H}" width="${W}" height="${H}" font-family="sans-serif" font-size="12" role="img">
<title>${escape(title)}</title><rect width="${W}" height="${H}" fill="#fff"/>${text(LEFT, 22, title, 'font-size="15" font-weight="bold"')}
${body}
</svg>\n`;

function legend(names) {
  return names.map(({ key, name }, i) => `<rect x="${LEFT + i * 130}" y="${H - 22}" width="12" height="12" fill="${COLOURS[key] ?? '#333'}"/>${text(LEFT + 18 + i * 130, H - 12, name)}`).join('');
}

/** @param chart title, x and y: {label, log}, series: [{key, name, points: [[x, y], …]}] */
function lineChart({ title, x, y, series }) {
  const all = series.flatMap(s => s.points), range = (k, log) => {
    const v = all.map(p => p[k]), min = Math.min(...v), max = Math.max(...v);
    return log ? [min === max ? min / 2 : min, max === min ? max * 2 : max] : [0, max || 1];
  };
  if (!all.length) return frame(title, text(LEFT, H / 2, 'not measured'));
  const [x0, x1] = range(0, x.log), [y0, y1] = range(1, y.log);
  const scale = (v, a, b, from, to, log) => log ? from + (Math.log(v / a) / Math.log(b / a)) * (to - from) : from + ((v - a) / (b - a)) * (to - from);
  const px = v => scale(v, x0, x1, LEFT + 8, W - RIGHT - 10, x.log), py = v => scale(v, y0, y1, H - BOTTOM, TOP + 6, y.log);
  const grid = ticks(y0, y1, y.log).map(v => `<path d="M${LEFT} ${py(v).toFixed(1)}H${W - RIGHT}" stroke="#ddd"/>${text(LEFT - 6, py(v) + 4, short(v), 'text-anchor="end"')}`).join('')
    + ticks(x0, x1, x.log).map(v => text(px(v), H - BOTTOM + 16, short(v), 'text-anchor="middle"')).join('');
  const lines = series.map(s => `<path d="${s.points.map(([a, b], i) => `${i ? 'L' : 'M'}${px(a).toFixed(1)} ${py(b).toFixed(1)}`).join('')}" fill="none" stroke="${COLOURS[s.key] ?? '#333'}" stroke-width="2"/>`
    + s.points.map(([a, b]) => `<circle cx="${px(a).toFixed(1)}" cy="${py(b).toFixed(1)}" r="3" fill="${COLOURS[s.key] ?? '#333'}"/>`).join('')).join('\n');
  return frame(title, `${grid}\n${lines}\n${text(W - RIGHT, H - BOTTOM + 34, x.label, 'text-anchor="end"')}${text(LEFT - 60, TOP - 6, y.label)}${legend(series)}`);
}

/** @param chart title, unit, bars: [{name, key, parts: [{key, value}]}], keys: [{key, name}] of the parts, where they have several */
function barChart({ title, unit, bars, keys = [] }) {
  if (!bars.length) return frame(title, text(LEFT, H / 2, 'not measured'));
  const sum = b => b.parts.reduce((s, p) => s + p.value, 0), max = Math.max(...bars.map(sum)) || 1, high = H - BOTTOM - TOP - 20, room = (W - LEFT - RIGHT) / bars.length, wide = Math.min(90, room * .6);
  const body = bars.map((b, i) => {
    const x = LEFT + room * (i + .5) - wide / 2;
    let y = H - BOTTOM;
    const parts = b.parts.map(p => { const h = p.value / max * high; y -= h; return `<rect x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${wide.toFixed(1)}" height="${h.toFixed(1)}" fill="${COLOURS[p.key] ?? '#333'}"/>`; }).join('');
    return parts + text(x + wide / 2, y - 6, `${short(sum(b))} ${unit}`, 'text-anchor="middle"') + text(x + wide / 2, H - BOTTOM + 16, b.name, 'text-anchor="middle"');
  }).join('\n');
  return frame(title, `<path d="M${LEFT} ${H - BOTTOM}H${W - RIGHT}" stroke="#999"/>\n${body}\n${legend(keys)}`);
}

module.exports = { lineChart, barChart, ticks };
