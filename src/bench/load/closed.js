// Triggers or locations, answered one by one: each client keeps so many requests in the air.
'use strict';
const { ask } = require('./sockets');
const { location } = require('./protocols');

const sleep = s => new Promise(r => setTimeout(r, s * 1000));

/** A socket with requests in the air; an answer is matched to its request by `ref`. */
async function client(token, { P, sockets, fail, meter, make, answer, batch, walking }) {
  const ws = await sockets.open(P.devicePath, token), inFlight = new Map(), c = { ws, inFlight, running: false };
  let n = 0;
  if (walking) c.alertId = (await ask(ws, P.trigger('t'), P.accepted)).alertId;
  c.send = () => { const ref = String(++n); inFlight.set(ref, performance.now()); ws.send(make(c, ref)); };
  ws.setHandler(data => {
    const m = JSON.parse(data), t0 = inFlight.get(m.ref);
    if (t0 === undefined) return; // not an answer of ours: state changes, requests to the device
    if (m.type === 'error') fail(m.code, m.detail);
    else if (m.type !== answer) return;
    else meter.done(batch - (m.rejected?.length ?? 0), performance.now() - t0);
    if (m.rejected?.length) fail(`rejected-${m.rejected[0].code}`, m.rejected[0].detail);
    inFlight.delete(m.ref);
    if (c.running) c.send();
  });
  return c;
}

/** @param o P, sockets, fail, meter, deviceTokens, clients, window, rounds, warmup, secs, quiet; make, answer, batch, walking */
async function closedLoop(o) {
  const { meter, quiet } = o, tokens = await o.deviceTokens(o.clients), results = [];
  const clients = await Promise.all(tokens.map(token => client(token, o)));
  const begin = () => { for (const c of clients) { c.running = true; for (let i = 0; i < o.window; i++) c.send(); } };
  const end = async () => {
    for (const c of clients) c.running = false;
    for (let i = 0; i < 200 && clients.some(c => c.inFlight.size); i++) await sleep(.05);
  };
  begin();
  await sleep(o.warmup);
  if (quiet) { await end(); await meter.settle(quiet); }
  for (let i = 0; i < o.rounds; i++) {
    if (quiet) begin();
    meter.start(); await sleep(o.secs); meter.stop();
    if (quiet) { await end(); await meter.settle(quiet); }
    results.push(meter.result());
  }
  await end();
  for (const c of clients) { const text = c.alertId && o.P.over('over', c.alertId); if (text) c.ws.send(text); }
  await sleep(.3);
  return results;
}

const trigger = o => closedLoop({ ...o, make: (c, ref) => o.P.trigger(ref), answer: o.P.accepted, batch: 1 });

let seq = 0;
const ingest = o => closedLoop({ ...o, walking: true, make: (c, ref) => o.P.locations(ref, c.alertId, Array.from({ length: o.batch }, () => location(++seq))), answer: o.P.stored });

module.exports = { trigger, ingest };
