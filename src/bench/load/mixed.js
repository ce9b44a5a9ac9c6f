// An ordinary bad night: so many alerts and so many locations a second, whatever comes back (open loop), and how long
// each took on its way: the press to its acceptance and to the mail server, the location to the guardian's socket.
'use strict';
const { randomUUID } = require('node:crypto');
const { ask } = require('./sockets');
const { Latencies, cores } = require('./meter');
const proc = require('./proc');
const { steadily } = require('./pace');
const { location } = require('./protocols');

const sleep = s => new Promise(r => setTimeout(r, s * 1000));

/** People who press the button, again and again, each with a contact who gets mail. */
async function pressers(n, { P, http, sockets, fail, measure }) {
  const sent = new Map(); // number of the press → when, by both clocks
  const tokens = await P.accounts(n, http);
  const people = await Promise.all(tokens.map(async token => {
    const address = `load-${randomUUID()}@example.org`;
    await P.http(http, 'POST', '/v1/contacts', { name: 'Load', channels: [{ type: 'email', address }] }, token);
    const ws = await sockets.open(P.devicePath, token);
    ws.setHandler(data => {
      const m = JSON.parse(data);
      if (m.type === 'error') return fail(m.code, m.detail);
      const press = m.type === P.accepted && sent.get(+m.ref);
      if (press) { press.accepted = true; if (press.measured) measure.accepted.add(performance.now() - press.at); }
    });
    return { address, ws };
  }));
  return {
    sent,
    press: number => {
      sent.set(number, { at: performance.now(), clock: Date.now(), measured: measure.on });
      people[number % n].ws.send(P.trigger(String(number), `load ${number}.`));
    },
    /** Looks through the inbox for the measured presses' mails. */
    async mails(inbox) {
      for (const { address } of people) {
        const r = await fetch(`${inbox}/messages?limit=10000&to=${encodeURIComponent(address)}`);
        for (const mail of (await r.json()).items) {
          const press = sent.get(+/\bload (\d+)\./.exec(mail.body)?.[1]);
          if (press && !press.mailed) { press.mailed = true; if (press.measured) measure.mailed.add(Date.parse(mail.at) - press.clock); }
        }
      }
    },
  };
}

/** People whose alert is open and who walk, each watched by somebody with a link. */
async function walkers(n, { P, http, sockets, fail, measure }) {
  const sent = new Map();
  let seq = 0, delivered = 0;
  const tokens = await P.accounts(n, http);
  const people = [];
  for (const token of tokens) {
    const ws = await sockets.open(`${P.devicePath}?installation=${randomUUID()}`, token);
    const { alertId } = await ask(ws, P.trigger('walk', 'load, on foot.'), P.accepted);
    ws.setHandler(data => { const m = JSON.parse(data); if (m.type === 'error') fail(m.code, m.detail); for (const r of m.rejected ?? []) fail(`rejected-${r.code}`, r.detail); });
    const [guard] = await P.guardianTokens(1, { http, users: 1 }, alertId, token);
    const guardian = await sockets.open(P.guardianPath, guard);
    await ask(guardian, P.subscribe('s', alertId), P.subscribed);
    guardian.setHandler(data => {
      const m = JSON.parse(data), fix = m.type === 'location' && sent.get(m.location.seq);
      if (m.type === 'error' || m.type === 'ended') fail(m.code, m.detail);
      if (!fix) return;
      sent.delete(m.location.seq);
      delivered++;
      if (m.skipped) fail('skipped', String(m.skipped));
      if (fix.measured) measure.located.add(performance.now() - fix.at);
    });
    people.push(ws);
  }
  return {
    get missing() { return sent.size; },
    get delivered() { return delivered; },
    step: number => {
      const fix = location(++seq);
      sent.set(seq, { at: performance.now(), measured: measure.on });
      people[number % n].send(P.locations(String(seq), null, [fix]));
    },
  };
}

/** @param o P, http, inbox, sockets, fail, users, alerts and fixes a second, warmup and secs, pid */
async function mixed(o) {
  const measure = { on: false, accepted: new Latencies(), mailed: new Latencies(), located: new Latencies() };
  const pressing = await pressers(o.users, { ...o, measure }), walking = await walkers(o.users, { ...o, measure });
  const stops = [steadily(o.alerts, pressing.press), steadily(o.fixes, walking.step)];
  await sleep(o.warmup);
  measure.on = true;
  const t0 = performance.now(), took = cores(o);
  await sleep(o.secs);
  measure.on = false;
  const secs = (performance.now() - t0) / 1000, cpu = took();
  for (const stop of stops) stop();
  await sleep(3); // what is on its way arrives
  await pressing.mails(o.inbox);
  const presses = [...pressing.sent.values()], missing = k => presses.filter(p => !p[k]).length;
  return {
    name: o.name, mode: 'mixed', secs: +secs.toFixed(1), alertsPerSec: o.alerts, locationsPerSec: o.fixes, presses: presses.length, users: o.users,
    accepted: measure.accepted.summary, mailed: measure.mailed.summary, located: measure.located.summary,
    missing: { accepted: missing('accepted'), mails: missing('mailed'), locations: walking.missing }, cores: cpu,
    memoryMiB: o.pid ? { rss: Math.round(proc.memory(o.pid, false).rss / 1024), pss: Math.round(proc.memory(o.pid, false).pss / 1024) } : null,
  };
}

module.exports = { mixed };
