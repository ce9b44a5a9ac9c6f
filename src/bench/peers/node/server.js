// The least of the same app as a JavaScript developer writes it with `ws` and `pg`: one process, on $PORT, against the
// database that PGHOST, PGPORT, PGUSER, PGPASSWORD and PGDATABASE name. It makes its tables and 100 people of each kind.
'use strict';
const http = require('node:http');
const { randomUUID } = require('node:crypto');
const { WebSocketServer } = require('ws');
const { Pool } = require('pg');

const db = new Pool({ max: 16 });
const watchers = new Map(); // alert id → Set of guardian sockets

async function schema() {
  await db.query(`
    CREATE TABLE IF NOT EXISTS users(id serial PRIMARY KEY, name text UNIQUE NOT NULL, phone text);
    CREATE TABLE IF NOT EXISTS tokens(key text PRIMARY KEY, user_id int NOT NULL REFERENCES users);
    CREATE TABLE IF NOT EXISTS contacts(id serial PRIMARY KEY, user_id int NOT NULL REFERENCES users, guardian_id int REFERENCES users, name text);
    CREATE INDEX IF NOT EXISTS contacts_guardian ON contacts(guardian_id);
    CREATE TABLE IF NOT EXISTS alerts(id uuid PRIMARY KEY, user_id int NOT NULL REFERENCES users, kind text NOT NULL, status text NOT NULL, created_at timestamptz NOT NULL DEFAULT now());
    CREATE INDEX IF NOT EXISTS alerts_user ON alerts(user_id);
    CREATE TABLE IF NOT EXISTS locations(id bigserial PRIMARY KEY, alert_id uuid NOT NULL REFERENCES alerts, seq bigint, at timestamptz NOT NULL, lat float8 NOT NULL, lon float8 NOT NULL,
      accuracy float8, speed float8, heading float8, battery float8, created_at timestamptz NOT NULL DEFAULT now());
    CREATE INDEX IF NOT EXISTS locations_alert ON locations(alert_id);
    INSERT INTO users(name) SELECT k || '-' || i FROM generate_series(0, 99) i, unnest(ARRAY['dev', 'gua']) k ON CONFLICT DO NOTHING;
    INSERT INTO tokens SELECT name, id FROM users ON CONFLICT DO NOTHING;
    INSERT INTO contacts(user_id, guardian_id, name) SELECT u.id, g.id, g.name FROM users u, users g
      WHERE u.name LIKE 'dev-%' AND g.name LIKE 'gua-%' AND NOT EXISTS (SELECT FROM contacts);`);
}

const insertLocations = (q, alertId, list) => q.query(
  `INSERT INTO locations(alert_id, seq, at, lat, lon, accuracy, speed, heading, battery) VALUES ` + list.map((_, i) => `($1,${[2, 3, 4, 5, 6, 7, 8, 9].map(n => '$' + (i * 8 + n))})`).join(),
  [alertId, ...list.flatMap(l => [l.seq, l.at, l.lat, l.lon, l.accuracy, l.speed, l.heading, l.battery])]);

async function trigger(userId, m) {
  const id = randomUUID(), c = await db.connect();
  try {
    await c.query('BEGIN');
    await c.query('INSERT INTO alerts(id, user_id, kind, status) VALUES ($1, $2, $3, $4)', [id, userId, m.kind, 'active']);
    await insertLocations(c, id, [m.location]);
    await c.query('COMMIT');
  } catch (e) { await c.query('ROLLBACK'); throw e; } finally { c.release(); }
  return id;
}

async function device(ws, m) {
  if (m.type === 'alert.trigger') {
    const alertId = await trigger(ws.userId, m);
    ws.own.add(alertId);
    return { type: 'alert.accepted', ref: m.ref, alertId };
  }
  if (m.type === 'location' || m.type === 'locations') {
    const list = m.locations ?? [m.location];
    if (!ws.own.has(m.alertId)) return { type: 'error', ref: m.ref, code: 'not-sharing' };
    await insertLocations(db, m.alertId, list);
    const set = watchers.get(m.alertId);
    if (set) { // of a batch, the dashboards get the newest position
      const text = JSON.stringify({ type: 'location', alertId: m.alertId, location: list.at(-1) });
      for (const g of set) g.send(text);
    }
    return { type: 'locations.stored', ref: m.ref };
  }
}

async function guardian(ws, m) {
  if (m.type !== 'subscribe') return;
  const { rowCount } = await db.query('SELECT 1 FROM contacts c JOIN alerts a ON a.user_id = c.user_id WHERE c.guardian_id = $1 AND a.id = $2', [ws.userId, m.alertId]);
  if (!rowCount) return { type: 'error', ref: m.ref, code: 'forbidden' };
  if (!watchers.has(m.alertId)) watchers.set(m.alertId, new Set());
  const set = watchers.get(m.alertId).add(ws);
  ws.on('close', () => { set.delete(ws); if (!set.size) watchers.delete(m.alertId); });
  return { type: 'subscribed', ref: m.ref };
}

const paths = { '/ws/device': device, '/ws/guardian': guardian };
const server = http.createServer((_, res) => res.writeHead(404).end());
const wss = new WebSocketServer({ noServer: true });
server.on('upgrade', async (req, socket, head) => {
  const handle = paths[req.url], key = (req.headers.authorization ?? '').replace(/^Bearer /, '');
  const { rows: [user] } = await db.query('SELECT user_id FROM tokens WHERE key = $1', [key]);
  if (!handle || !user) return socket.end(`HTTP/1.1 ${handle ? '401 Unauthorized' : '404 Not Found'}\r\n\r\n`);
  wss.handleUpgrade(req, socket, head, ws => {
    ws.userId = user.user_id; ws.own = new Set();
    ws.on('error', () => {});
    ws.on('message', async data => {
      let m = {};
      try {
        m = JSON.parse(data);
        const answer = await handle(ws, m);
        if (answer) ws.send(JSON.stringify(answer));
      } catch (e) { ws.send(JSON.stringify({ type: 'error', ref: m.ref, code: 'failed', detail: String(e.message) })); }
    });
  });
});
schema().then(() => server.listen(+process.env.PORT, '127.0.0.1'));
