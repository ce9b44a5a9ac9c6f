// A long track as a file, in each form: how fast it comes, and what the server holds of it meanwhile.
'use strict';
const { ask } = require('./sockets');
const { guardian, people, sql } = require('./crowd');
const proc = require('./proc');

const LOOK_MS = 5000;

/** An alert with so many fixes, of a person who walks and says so a hundred times a second. */
async function walked(o) {
  const gita = await guardian(o), [token] = await people(1, gita.id, false), line = await o.sockets.open(o.P.devicePath, token);
  const { alertId } = await ask(line, o.P.trigger('walk', undefined), o.P.accepted);
  for (let first = 1; first <= o.rows; first += 1_000_000) {
    await sql(`INSERT INTO fix (subject_id, at, installation, seq, person_id, received_at, lat, lon, accuracy, altitude, speed, heading, battery, network, source, log_partition, log_offset)
      SELECT a.id, a.raised_at + n * interval '10 milliseconds', 'bench', n, a.person_id, a.received_at, 48.85 + n * 0.0000001, 2.29 + n * 0.0000001, 8.5, 35, 1.4, 45, 81, 'lte', 'gps', -1, n
      FROM alert a, generate_series(${first}, ${Math.min(first + 999_999, o.rows)}) n WHERE a.id = '${alertId}'`);
    console.error(`files: ${Math.min(first + 999_999, o.rows).toLocaleString('en')} fixes`);
  }
  return { alertId, token: gita.accessToken };
}

/** Takes the file and forgets it; weighs the server all the while (its live heap, after a collection, and its memory). */
async function taken(o, { alertId, token }, form) {
  const weigh = () => { const { pss, heap } = proc.memory(o.pid); return { pss: pss / 1024, heap: heap / 1024 }; };
  const before = weigh(), most = { ...before }, began = performance.now();
  let looked = began, bytes = 0, lines = 0;
  const answer = await fetch(`${o.http}/v1/alerts/${alertId}/track.${form}?raw=true`, { headers: { authorization: `Bearer ${token}` } });
  if (!answer.ok) throw new Error(`${form}: ${answer.status}`);
  for await (const piece of answer.body) {
    bytes += piece.length;
    if (form === 'csv') for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, at + 1)) lines++;
    if (o.pid && performance.now() - looked > LOOK_MS) {
      const now = weigh();
      for (const k of ['pss', 'heap']) most[k] = Math.max(most[k], now[k]);
      looked = performance.now();
    }
  }
  const secs = (performance.now() - began) / 1000;
  return { form, mib: Math.round(bytes / 2 ** 20), secs: +secs.toFixed(1), fixesPerSec: Math.round(o.rows / secs), ...(lines && { fixes: lines - 1 }),
    heapMiB: [before.heap, most.heap].map(m => +m.toFixed(1)), pssMiB: [before.pss, most.pss].map(Math.round) };
}

/** @param o P, http, sockets, rows, forms, pid */
async function files(o) {
  const track = await walked(o), taking = [];
  for (const form of o.forms) {
    taking.push(await taken(o, track, form));
    console.error(JSON.stringify(taking.at(-1)));
  }
  return { name: o.name, mode: 'files', rows: o.rows, files: taking };
}

module.exports = { files };
