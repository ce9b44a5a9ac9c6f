// How each of those that are compared is started, alone, and what is measured of it (its pids, for their CPU time).
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { start, end, run, answers, listening } = require('./processes');
const { mayday: wire } = require('../load/protocols');

const env = process.env, project = path.resolve(__dirname, '../../..'), peers = path.join(__dirname, '../peers');
const state = env.MAYDAY_STATE, port = +env.MAYDAY_HTTP_PORT;
const pieces = path.join(project, 'deploy/local');
const log = name => path.join(state, `${name}.log`);
const pidOf = piece => fs.readFileSync(path.join(state, `${piece}.pid`), 'utf8').trim();
const database = () => fs.readFileSync(path.join(state, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0];
const piece = (name, word) => run(path.join(pieces, name), [word]);

/** What libpq, node's and Django's drivers read. */
const pg = name => ({ ...env, PGHOST: '127.0.0.1', PGPORT: env.MAYDAY_DB_PORT, PGUSER: env.MAYDAY_DB_USER, PGPASSWORD: env.MAYDAY_DB_PASSWORD, PGDATABASE: name });
const sql = async (statement, name = env.MAYDAY_DB_NAME) => (await run('psql', ['-qAtX', '-v', 'ON_ERROR_STOP=1', '-c', statement], { env: pg(name) })).stdout.trim();
const fresh = async name => { await sql(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`, 'postgres'); await sql(`CREATE DATABASE ${name}`, 'postgres'); };

/** A server of a port and a process; what it begins with is stopped with it, the last first. */
async function serve(name, began, pids) {
  await listening(began.at(-1), port, name);
  return { url: `ws://127.0.0.1:${port}`, pids, stop: async () => { for (const child of began.reverse()) await end(child); } };
}

/** Bare Vert.x: no database, no authentication, no durability. */
const vertx = {
  name: 'vertx', title: 'bare Vert.x', protocol: 'simple',
  async prepare() {
    const jars = env.MAYDAY_BENCH_CLASSPATH.split(':').filter(jar => /\/(vertx-core|netty-[a-z0-9-]+|jackson-core|jackson-databind|jackson-annotations)-[0-9]/.test(jar));
    this.classpath = [path.join(state, 'vertx'), ...jars].join(':');
    await run(path.join(env.JAVA_HOME, 'bin/javac'), ['-d', path.join(state, 'vertx'), '-cp', this.classpath, path.join(peers, 'vertx/Server.java')]);
  },
  async start() {
    const child = start(path.join(env.JAVA_HOME, 'bin/java'), ['-Xms16m', '-Xmx512m', '-XX:+UseSerialGC', '--sun-misc-unsafe-memory-access=allow', '--enable-native-access=ALL-UNNAMED', '-cp', this.classpath, 'Server'], { log: log('vertx'), env: { ...env, PORT: port } });
    return serve('bare Vert.x', [child], { app: child.pid });
  },
};

const node = {
  name: 'node', title: 'Node', protocol: 'simple',
  async prepare() {
    const folder = path.join(peers, 'node');
    if (!fs.existsSync(path.join(folder, 'node_modules'))) await run('npm', ['ci', '--silent', '--no-audit', '--no-fund'], { cwd: folder });
    await fresh('bench_node');
  },
  async start() {
    const child = start(process.execPath, ['server.js'], { log: log('node'), cwd: path.join(peers, 'node'), env: { ...pg('bench_node'), PORT: port, NODE_ENV: 'production' } });
    return serve('the Node peer', [child], { app: child.pid, db: database() });
  },
};

const django = {
  name: 'django', title: 'Django', protocol: 'simple',
  async prepare() {
    const redis = ['/usr/bin/redis-server', '/usr/bin/redis-check-rdb'].find(fs.existsSync);
    if (!redis) throw new Error('Redis is not installed');
    // one program under two names: by this one it is the server, and no package starts a server of its own
    this.redis = path.join(state, 'redis-server');
    fs.rmSync(this.redis, { force: true });
    fs.symlinkSync(redis, this.redis);
    await run('/usr/bin/python3', ['-c', 'import channels_redis, daphne, psycopg2']);
    await fresh('bench_django');
    await run('/usr/bin/python3', ['seed.py'], { cwd: path.join(peers, 'django'), env: this.env() });
  },
  env() { return { ...pg('bench_django'), REDIS_PORT: port + 50, DJANGO_SETTINGS_MODULE: 'peer.settings', PYTHONDONTWRITEBYTECODE: '1' }; },
  async start() {
    const redis = start(this.redis, ['--port', String(port + 50), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], { log: log('redis') });
    await listening(redis, port + 50, 'Redis');
    const daphne = start('/usr/bin/python3', ['-m', 'daphne', '-b', '127.0.0.1', '-p', String(port), '-v', '0', 'peer.asgi:application'], { log: log('django'), cwd: path.join(peers, 'django'), env: this.env() });
    return serve('the Django peer', [redis, daphne], { app: daphne.pid, broker: redis.pid, db: database() });
  },
};

const mayday = {
  name: 'mayday', title: 'Mayday', protocol: 'mayday',
  async prepare() { await Promise.all([piece('kafka', 'start'), piece('sandbox', 'start')]); },
  async start() {
    await piece('service', 'start');
    return { url: `ws://127.0.0.1:${port}`, pids: { app: pidOf('service'), broker: pidOf('kafka'), db: database() }, stop: () => piece('service', 'stop') };
  },
  async end() { await piece('sandbox', 'stop'); await piece('kafka', 'stop'); },
  /** A file with the access tokens of so many accounts; made anew before they end. */
  async tokens(accounts) {
    const file = path.join(state, 'tokens.json');
    if (this.madeAt > Date.now() - 6 * 60_000) return file;
    const half = await Promise.all([accounts >> 1, accounts - (accounts >> 1)].map(n => wire.accounts(n, `http://127.0.0.1:${port}`)));
    fs.writeFileSync(file, JSON.stringify({ devices: half.flat() }), { mode: 0o600 });
    this.madeAt = Date.now();
    return file;
  },
  /** What the database is asked from now on is counted anew. */
  async count() { await sql('CREATE EXTENSION IF NOT EXISTS pg_stat_statements'); await sql('SELECT pg_stat_statements_reset()'); },
  /** What it was asked since, with the milliseconds that each statement took in all: [{ text, ms }]. */
  async counted() {
    return JSON.parse(await sql(`SELECT coalesce(json_agg(json_build_object('text', left(query, 2000), 'ms', total_exec_time + total_plan_time)), '[]')
      FROM pg_stat_statements WHERE query !~ 'pg_stat_statements'`));
  },
  /** Forgets alerts and what they still have to do: a round is not to pay for the repeats of the one before. */
  async forget() { await sql('TRUNCATE alert, outbox CASCADE'); },
  /** Brings today's track to so many rows, of a thousand others' alerts; `anew` forgets those that are there. */
  async grow(rows, anew) {
    if (anew) await sql('TRUNCATE fix');
    const there = +await sql('SELECT count(*) FROM fix');
    await sql(`INSERT INTO fix (subject_id, at, installation, seq, person_id, received_at, lat, lon, accuracy, speed, heading, battery, network, source, log_partition, log_offset)
      SELECT md5('s' || i % 1000)::uuid, date_trunc('milliseconds', now()) - i % 3600 * interval '1 s', 'bench', i, md5('p' || i % 1000)::uuid, now(),
             48 + i % 1000 * 1e-5, 2 + i % 1000 * 1e-5, 8.5, 1.4, 270, 81, 'lte', 'gps', 0, 0 FROM generate_series(${there + 1}, ${rows}) AS i`);
    await sql('VACUUM ANALYZE fix');
    await sql('CHECKPOINT');
  },
};

/** The raw limit of a durable trigger: pgbench committing two rows, fsync on. */
const commits = {
  name: 'pgbench', title: 'bare commit loop',
  async prepare() {
    await fresh('bench_commit');
    await run('psql', ['-qX', '-v', 'ON_ERROR_STOP=1', '-f', path.join(peers, 'commit-schema.sql')], { env: pg('bench_commit') });
    const [fsync, commit] = [await sql('SHOW fsync'), await sql('SHOW synchronous_commit')];
    if (fsync !== 'on' || commit !== 'on') throw new Error(`the database is not durable: fsync ${fsync}, synchronous_commit ${commit}`);
  },
  run: (clients, secs) => run('pgbench', ['-n', '-M', 'prepared', '-f', path.join(peers, 'commit.sql'), '-c', String(clients), '-j', '2', '-T', String(secs)], { env: pg('bench_commit') }).then(r => r.stdout),
};

module.exports = { servers: [vertx, node, django, mayday], commits, mayday, piece, database, sql, portTaken: () => answers(port), project, state };
