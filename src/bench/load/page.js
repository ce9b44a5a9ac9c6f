// What the pages cost whoever looks at them, in a real browser: how soon a link shows something on a slow phone, and how evenly
// the map moves with a whole crowd on it, and when an alert is played back.
'use strict';
const { randomUUID } = require('node:crypto');
const { createServer } = require('node:http');
const { Browser } = require('./browser');
const { Latencies } = require('./meter');
const { ask } = require('./sockets');
const { steadily } = require('./pace');
const { guardian, people, phones, sql } = require('./crowd');

const sleep = s => new Promise(r => setTimeout(r, s * 1000));
const SLOW = { cpu: 4, bytesPerSec: 400_000 / 8 };
const ROUNDS = 5;
const FIXES = 10_000;
const FIRST_PAINT = `new Promise(done => new PerformanceObserver((list, observer) => list.getEntriesByName('first-contentful-paint').forEach(({ startTime }) => { observer.disconnect(); done(startTime); })).observe({ type: 'paint', buffered: true }))`;
const FRAMES = secs => `new Promise(done => { const at = [], end = performance.now() + ${secs * 1000}; requestAnimationFrame(function frame(t) { at.push(t); if (t < end) requestAnimationFrame(frame); else done(at); }); })`;

/** The least that any page costs such a phone. */
const BARE = '<!doctype html><title>bare</title><p>A word';

/**
 * A link's page on a phone that computes four times slower than this machine, on 400 kbit/s, with and without what an earlier visit left,
 * beside a page of one word. A browser's very first page is nobody's: it is its own start that is slow.
 */
async function link(browser, { P, http, sockets }, latencyMs) {
  const [token] = await P.accounts(1, http), ws = await sockets.open(P.devicePath, token);
  const { alertId } = await ask(ws, P.trigger('link', 'My ankle'), P.accepted);
  const { url } = await P.http(http, 'POST', `/v1/alerts/${alertId}/links`, {}, token), address = http + new URL(url).pathname;
  const server = createServer((_, response) => response.setHeader('content-type', 'text/html').end(BARE)).listen(0, '127.0.0.1');
  const bareAddress = await new Promise(listens => server.once('listening', () => listens(`http://127.0.0.1:${server.address().port}/`)));
  const bare = new Latencies(), cold = new Latencies(), cached = new Latencies();
  let before;
  for (let n = -1; n < ROUNDS; n++) {
    await visit(browser, latencyMs, async (page, paint) => { const ms = await paint(bareAddress); if (n >= 0) bare.add(ms); });
    if (n >= 0) await visit(browser, latencyMs, async (page, paint) => {
      const ms = await paint(address);
      cold.add(ms);
      await page.until('document.querySelector("mayday-connection[data-status=live]") !== null');
      const [first] = page.requests;
      before = page.requests.filter(r => r.done && r.done - first.at <= ms / 1000).map(r => ({ path: new URL(r.url).pathname.replace(/^\/a\/.*/, '/a/…'), bytes: r.bytes }));
      await page.goes('about:blank');
      cached.add(await paint(address));
    });
  }
  server.close();
  return { latencyMs, bare: bare.summary, cold: cold.summary, cached: cached.summary, before };
}

/** Lets such a phone look; `paint(url)` is the milliseconds until it showed something of it. */
async function visit(browser, latencyMs, looks) {
  const page = await browser.page({ width: 360, height: 740 });
  await page.send('Emulation.setCPUThrottlingRate', { rate: SLOW.cpu });
  await page.send('Network.emulateNetworkConditions', { offline: false, latency: latencyMs, downloadThroughput: SLOW.bytesPerSec, uploadThroughput: SLOW.bytesPerSec });
  await looks(page, async url => { await page.goes(url); await page.until('document.readyState !== "loading" && location.pathname !== "blank"'); return page.value(FIRST_PAINT); });
  await page.close();
}

async function signedIn(browser, http, { email, password }, hash) {
  const page = await browser.page();
  await page.goes(`${http}/${hash}`);
  await page.until('document.querySelector("mayday-sign-in form") !== null');
  await page.value(`{ const form = document.querySelector('mayday-sign-in form'); form.email.value = ${JSON.stringify(email)}; form.password.value = ${JSON.stringify(password)}; form.requestSubmit(); }`);
  return page;
}

/** The times between one frame and the next, and how long scripts kept the page from drawing. */
async function frames(page, secs) {
  await page.value('window.long = 0; window.watcher ??= new PerformanceObserver(list => list.getEntries().forEach(({ duration }) => (window.long += duration))), window.watcher.observe({ type: "longtask" })');
  const at = await page.value(FRAMES(secs)), between = new Latencies();
  at.slice(1).forEach((t, i) => between.add(t - at[i]));
  return { ...between.summary, p95: +between.v.sort((a, b) => a - b)[Math.floor(between.v.length * .95)].toFixed(2), perSec: +(between.v.length / secs).toFixed(1), longTasksMsPerSec: Math.round(await page.value('window.long') / secs) };
}

/** Somebody drags the map to and fro. */
async function dragged(page) {
  let on = true;
  const middle = await page.value('{ const { left, top, width, height } = document.querySelector("mayday-map canvas").getBoundingClientRect(); ({ x: left + width / 2, y: top + height / 4 }) }');
  const mouse = (type, by) => page.send('Input.dispatchMouseEvent', { type, x: middle.x + by, y: middle.y, button: 'left', buttons: 1, clickCount: 1 });
  await mouse('mousePressed', 0);
  const done = (async () => {
    for (let n = 0; on; n++) { await mouse('mouseMoved', 150 * Math.sin(n / 20)); await sleep(.016); }
    await mouse('mouseReleased', 0);
    if (await page.value('document.querySelector("mayday-map .map__follow") === null')) throw new Error('the map was not dragged');
  })();
  return () => { on = false; return done; };
}

/** The guardian's map, with alerts of so many, each of whom moves every few seconds. */
async function map(browser, o) {
  const gita = await guardian(o), crowd = await phones(await people(o.people, gita.id, false), o);
  for (const line of crowd.lines) line.send(o.P.trigger(randomUUID(), undefined));
  const began = performance.now(), page = await signedIn(browser, o.http, gita, '#/all');
  const known = 'Math.max(document.querySelectorAll(".marker").length, Number(document.querySelector("mayday-map")?.dataset.people ?? 0))';
  await page.until(`${known} >= ${o.people}`, 180);
  const shownMs = Math.round(performance.now() - began);
  const stop = steadily(o.people / o.every, n => crowd.step(n));
  await sleep(o.warmup);
  const moving = await frames(page, o.secs), letGo = await dragged(page), panned = await frames(page, o.secs);
  stop();
  await sleep(3); // what is on its way arrives
  const still = await frames(page, o.secs);
  await letGo();
  await page.send('HeapProfiler.collectGarbage');
  const { usedSize } = await page.send('Runtime.getHeapUsage');
  await page.close();
  o.sockets.quiet = true;
  for (const line of crowd.lines) line.terminate();
  return { people: o.people, every: o.every, shownMs, moving, panned, still, heapMiB: Math.round(usedSize / 2 ** 20) };
}

/** An alert that is over, played back: one fix a second for almost three hours. */
async function replay(browser, o) {
  const gita = await guardian(o), [token] = await people(1, gita.id, false), line = await o.sockets.open(o.P.devicePath, token);
  const { alertId } = await ask(line, o.P.trigger('replay', undefined), o.P.accepted);
  await sql(`INSERT INTO fix (subject_id, at, installation, seq, person_id, received_at, lat, lon, accuracy, speed, heading, battery, log_partition, log_offset)
    SELECT a.id, a.raised_at + n * interval '1 second' - interval '${FIXES} seconds', 'bench', n, a.person_id, a.received_at, 48.85 + 0.05 * sin(n / 900.0), 2.29 + 0.0001 * n / 10, 8, 1.4, n % 360, 100 - n * 80 / ${FIXES}, -1, n
    FROM alert a, generate_series(1, ${FIXES}) n WHERE a.id = '${alertId}'`);
  line.send(o.P.over('over', alertId));
  const page = await signedIn(browser, o.http, gita, `#/history/${alertId}`);
  await page.until('document.querySelector("mayday-replay .replay__play") !== null && document.querySelector("mayday-map .map__words") === null');
  await page.value('document.querySelector(".replay__play").click()');
  await sleep(o.warmup);
  const played = await frames(page, o.secs);
  await page.close();
  return { fixes: FIXES, played };
}

/** @param o P, http, sockets, fail, people, every (seconds), warmup, secs, parts (of link, replay, map) */
async function page(o) {
  const browser = await Browser.start(), result = { name: o.name, mode: 'page', cpu: SLOW.cpu };
  const wanted = async (part, measured) => {
    if (!o.parts.includes(part)) return;
    console.error(`page: ${part}`);
    result[part] = await measured();
  };
  try {
    await wanted('link', async () => [await link(browser, o, 0), await link(browser, o, 150)]);
    await wanted('replay', () => replay(browser, o));
    await wanted('map', () => map(browser, o));
    return result;
  } finally {
    await browser.close();
  }
}

module.exports = { page };
