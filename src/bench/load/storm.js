// Everybody presses in the same minute, and one of two providers of text messages is dead: how long until a provider has
// taken the first message of each alert, and whether each contact was told, in the order of the steps.
'use strict';
const { randomUUID } = require('node:crypto');
const { Latencies, cores } = require('./meter');

const sleep = s => new Promise(r => setTimeout(r, s * 1000));
const SECOND_STEP = 5; // seconds
const number = () => '+1555' + String(Math.floor(Math.random() * 1e10)).padStart(10, '0').slice(0, 7);
const CONTACTS = [['sms', 1], ['sms', 1], ['email', 1], ['sms', 2], ['email', 2]];

/** A person with five contacts, of whom two are told five seconds after the others. */
async function person(token, { P, http, sockets, fail }, alerts) {
  for (const [type, tier] of CONTACTS) {
    const address = type === 'sms' ? number() : `storm-${randomUUID()}@example.org`;
    await P.http(http, 'POST', '/v1/contacts', { name: `Storm ${type}`, tier, channels: [{ type, address }] }, token);
  }
  const steps = [{ afterSeconds: 0, tiers: [1] }, { afterSeconds: SECOND_STEP, tiers: [2] }];
  await P.http(http, 'PUT', '/v1/me/escalation', { steps, repeat: 0 }, token);
  const ws = await sockets.open(P.devicePath, token);
  ws.setHandler(data => {
    const m = JSON.parse(data), alert = alerts.get(m.ref);
    if (m.type === 'error') return fail(m.code, m.detail);
    if (m.type === P.accepted && alert) { alert.id = m.alertId; alert.accepted = performance.now() - alert.began; }
  });
  return { ws, token };
}

/** Of each alert: when the first provider answered, who was told, and whether the steps kept their order. */
async function judge(alerts, { P, http }) {
  const first = new Latencies(), seen = { told: 0, untold: 0, alertsOutOfOrder: 0 };
  for (const alert of alerts.values()) {
    const all = alert.id ? (await P.http(http, 'GET', `/v1/alerts/${alert.id}/deliveries`, undefined, alert.token)).items : [];
    const sent = all.filter(d => d.sentAt), told = new Set(sent.map(d => d.contactId)).size;
    seen.told += told;
    seen.untold += CONTACTS.length - told;
    if (sent.length) first.add(Math.min(...sent.map(d => Date.parse(d.sentAt))) - alert.clock);
    const made = step => all.filter(d => d.step === step).map(d => Date.parse(d.createdAt));
    if (Math.min(...made(1)) < Math.max(...made(0))) seen.alertsOutOfOrder++;
  }
  return { first: first.summary, ...seen };
}

/** @param o P, http, inbox, sockets, fail, users, total (alerts), secs, dead (a provider's name in the sandbox), pid, dbPid */
async function storm(o) {
  const { P, http } = o, alerts = new Map(), accepted = new Latencies();
  const people = [];
  for (const token of await P.accounts(o.users, http)) people.push(await person(token, o, alerts));
  const provider = mode => P.http(o.inbox, 'POST', `/providers/${o.dead}`, { mode });
  await provider('dead');
  try {
    const t0 = performance.now(), took = cores(o);
    for (let n = 0; n < o.total; n++) {
      await sleep(Math.max(0, n * o.secs / o.total - (performance.now() - t0) / 1000));
      const { ws, token } = people[n % people.length];
      alerts.set(String(n), { token, began: performance.now(), clock: Date.now() });
      ws.send(P.trigger(String(n), `storm ${n}.`));
    }
    const secs = (performance.now() - t0) / 1000, cpu = took();
    await sleep(SECOND_STEP + 10); // the last one's second step
    for (const alert of alerts.values()) if (alert.accepted) accepted.add(alert.accepted);
    return { name: o.name, mode: 'storm', alerts: o.total, secs: +secs.toFixed(1), users: o.users, dead: o.dead, accepted: accepted.summary, cores: cpu, ...await judge(alerts, o) };
  } finally {
    await provider('ok');
  }
}

module.exports = { storm };
