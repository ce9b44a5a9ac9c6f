// Sockets that say nothing, and what the server weighs with them.
'use strict';
const proc = require('./proc');

const sleep = s => new Promise(r => setTimeout(r, s * 1000));

/**
 * Opens device sockets up to each of `steps`, and weighs the server before and after each.
 * @param o name, P, sockets, deviceTokens, steps (ascending), secs (of quiet at the end), pid
 */
async function idle({ name, P, sockets, deviceTokens, steps, secs, pid }) {
  const most = steps.at(-1), tokens = await deviceTokens(most), open = t => sockets.open(P.devicePath, t);
  const warm = await Promise.all(tokens.slice(0, 20).map(open)); // loads what only the first sockets load
  await sleep(1); sockets.quiet = true; for (const w of warm) w.close(); await sleep(1); sockets.quiet = false;
  const weigh = sockets => { const m = proc.memory(pid); return { sockets, rssKiB: m.rss, pssKiB: m.pss, heapKiB: m.heap, packagesKiB: m.packages }; };
  const opened = [], points = [weigh(0)];
  let openSecs = 0;
  for (const step of steps) {
    const t0 = performance.now();
    while (opened.length < step) opened.push(...await Promise.all(tokens.slice(opened.length, Math.min(step, opened.length + 50)).map(open)));
    openSecs += (performance.now() - t0) / 1000;
    await sleep(1);
    points.push(weigh(step));
  }
  const before = points[0], after = points.at(-1), c0 = proc.cpu(pid).us, kib = k => +((after[k] - before[k]) / most).toFixed(2);
  await sleep(secs);
  return { name, mode: 'idle', sockets: opened.filter(s => s.readyState === 1).length, opensPerSec: Math.round(most / openSecs),
    kibPerSocket: { rss: kib('rssKiB'), pss: kib('pssKiB'), javaHeap: kib('heapKiB') }, points,
    beforeMiB: Math.round(before.pssKiB / 1024), afterMiB: Math.round(after.pssKiB / 1024), idleCorePercent: +((proc.cpu(pid).us - c0) / 1e4 / secs).toFixed(2) };
}

module.exports = { idle };
