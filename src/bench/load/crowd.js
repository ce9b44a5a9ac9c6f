// A crowd that one guardian watches on one socket: each moves every few seconds, and how long it takes until the guardian
// has been told; who leaves out how many, where the guardian is slow.
'use strict';
const { execFile } = require('node:child_process');
const { randomUUID } = require('node:crypto');
const path = require('node:path');
const { ask } = require('./sockets');
const { Latencies, cores } = require('./meter');
const proc = require('./proc');
const { steadily } = require('./pace');

const sleep = s => new Promise(r => setTimeout(r, s * 1000));
const sql = text => new Promise((resolve, reject) =>
  execFile(path.join(__dirname, '../../../deploy/local/postgres'), ['psql', '-qAtX', '-v', 'ON_ERROR_STOP=1', '-c', text], (error, out, err) => error ? reject(new Error(err || error.message)) : resolve(out.trim())));

/** Somebody with an account, whose address is verified. */
async function guardian({ P, http }) {
  const email = `crowd-${randomUUID()}@example.org`, password = randomUUID();
  await P.http(http, 'POST', '/v1/users', { email, name: 'Gita', password });
  const { accessToken } = await P.http(http, 'POST', '/v1/sessions', { email, password });
  const { id } = await P.http(http, 'GET', '/v1/me', undefined, accessToken);
  await sql(`UPDATE person SET email_verified_at = mayday_now() WHERE id = '${id}'`);
  return { id, email, password, accessToken };
}

/**
 * People with a phone each whom one account guards. They are made by SQL: an account made as people do it costs a password's
 * hash. With `sharing` each shares where they are.
 * @returns the tokens of their phones
 */
async function people(n, guardianId, sharing) {
  const run = randomUUID();
  await sql(`
    WITH people AS (
        INSERT INTO person (id, email, name, password_hash)
        SELECT gen_random_uuid(), n || '-${run}@example.org', 'Person ' || n, 'none' FROM generate_series(1, ${n}) n RETURNING id, email),
    phones AS (
        INSERT INTO device (id, person_id, name, token_hash)
        SELECT gen_random_uuid(), id, 'phone', sha256(convert_to(split_part(email, '@', 1), 'UTF8')) FROM people),
    contacts AS (
        INSERT INTO contact (id, person_id, name, guardian_id, linked_at)
        SELECT gen_random_uuid(), id, 'Gita', '${guardianId}', mayday_now() FROM people RETURNING id, person_id),
    sharings AS (
        INSERT INTO sharing (id, person_id, minutes, started_at, ends_at)
        SELECT gen_random_uuid(), person_id, 60, mayday_now(), mayday_now() + interval '1 hour' FROM contacts WHERE ${sharing} RETURNING id, person_id)
    INSERT INTO sharing_contact SELECT s.id, c.id FROM sharings s JOIN contacts c USING (person_id)`);
  return Array.from({ length: n }, (_, i) => `${i + 1}-${run}`);
}

/** Each somewhere in or around Paris, and moving from there. */
function place(person, seq) {
  const turn = person * 2.4 + seq * .05, far = .002 * Math.sqrt(person);
  return { seq, at: new Date().toISOString(), lat: +(48.8584 + far * Math.sin(turn)).toFixed(6), lon: +(2.2945 + far * 1.5 * Math.cos(turn)).toFixed(6), accuracy: 8.5, speed: 1.4, battery: 81, network: 'lte', source: 'gps' };
}

/** The crowd's phones, connected. `step(n)` makes the next one move. */
async function phones(tokens, { P, sockets, fail }) {
  const lines = [];
  for (let i = 0; i < tokens.length; i += 50) lines.push(...await Promise.all(tokens.slice(i, i + 50).map(token => sockets.open(`${P.devicePath}?installation=${randomUUID()}`, token))));
  for (const line of lines) line.setHandler(data => { const m = JSON.parse(data); if (m.type === 'error') fail(m.code, m.detail); for (const r of m.rejected ?? []) fail(`rejected-${r.code}`, r.detail); });
  let seq = 0;
  const sent = new Map();
  return {
    lines, sent,
    step: (n, measured) => {
      const fix = place(n % lines.length, ++seq);
      sent.set(seq, { at: performance.now(), measured });
      sent.delete(seq - 100_000);
      lines[n % lines.length].send(P.locations(String(seq), null, [fix]));
    },
  };
}

/** @param o P, http, sockets, fail, people, every (seconds), warmup and secs, pid, dbPid */
async function crowd(o) {
  const { P, sockets, fail } = o, gita = await guardian(o), crowded = await phones(await people(o.people, gita.id, true), o);
  const located = new Latencies(), seen = { told: 0, skipped: 0 };
  let measuring = false;
  const ws = await sockets.open(P.guardianPath, gita.accessToken), asked = performance.now();
  let snapshots = 0;
  ws.setHandler(data => { if (data.indexOf('"snapshot"') >= 0) snapshots++; });
  ws.send(JSON.stringify({ type: 'subscribe', ref: 'all' }));
  while (snapshots < o.people) { await sleep(.01); if (performance.now() - asked > 60_000) throw new Error(`${snapshots} snapshots in a minute`); }
  const subscribed = performance.now() - asked;
  ws.setHandler(data => {
    const m = JSON.parse(data);
    if (m.type === 'error' || m.type === 'ended') fail(m.code, m.detail);
    const fix = m.type === 'location' && crowded.sent.get(m.location.seq);
    if (!fix) return;
    crowded.sent.delete(m.location.seq);
    seen.told++;
    seen.skipped += m.skipped ?? 0;
    if (fix.measured) located.add(performance.now() - fix.at);
  });
  const stop = steadily(o.people / o.every, n => crowded.step(n, measuring));
  await sleep(o.warmup);
  measuring = true;
  const t0 = performance.now(), took = cores(o);
  await sleep(o.secs);
  measuring = false;
  const secs = (performance.now() - t0) / 1000, cpu = took();
  stop();
  await sleep(3); // what is on its way arrives
  return { name: o.name, mode: 'crowd', people: o.people, every: o.every, secs: +secs.toFixed(1), subscribedMs: Math.round(subscribed), located: located.summary, ...seen, missing: crowded.sent.size, cores: cpu,
    memoryMiB: o.pid ? { pss: Math.round(proc.memory(o.pid, false).pss / 1024) } : null };
}

module.exports = { crowd, guardian, people, phones, sql };
