// The system of the tuning lab as one process tree: a master, WEB_WORKERS workers of a cluster behind one port, and a
// process in which QUEUE_WORKERS consumers take jobs from a Redis list and store them in PostgreSQL.
// POOL_MAX is the size of the pool in each web worker; 0 opens a connection for each request, to PostgreSQL and to Redis.
import { fork } from 'node:child_process';
import cluster from 'node:cluster';
import { createServer } from 'node:http';
import pg from 'pg';
import { createClient } from 'redis';

const { DATABASE_URL: connectionString, REDIS_URL: url, PORT, POOL_MAX, WEB_WORKERS, QUEUE_WORKERS } = process.env;
const jobs = 'jobs';
/** Each consumer has a client of its own, as a worker process of its own would have. */
const queuePoolMax = Number(process.env.QUEUE_WORKERS);

/** Reads the list of characters and queues a job, each over what the way of connecting gives. */
async function createPooled() {
  const pool = new pg.Pool({ connectionString, max: Number(POOL_MAX) });
  pool.on('error', () => undefined);
  const redis = createClient({ url });
  redis.on('error', () => undefined);
  await redis.connect();
  return { query: (text) => pool.query(text), push: (job) => redis.lPush(jobs, job) };
}

function createUnpooled() {
  return {
    async query(text) {
      const client = new pg.Client({ connectionString });
      client.on('error', () => undefined);
      try {
        await client.connect();
        return await client.query(text);
      } finally {
        await client.end();
      }
    },
    async push(job) {
      const redis = createClient({ url });
      redis.on('error', () => undefined);
      await redis.connect();
      try {
        await redis.lPush(jobs, job);
      } finally {
        await redis.close();
      }
    },
  };
}

async function readBody(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

function createRoutes(connections) {
  return {
    'GET /healthz': () => [200, 'ok'],
    'GET /api/characters': async () => [200, (await connections.query('SELECT id, name FROM characters')).rows],
    'POST /api/generate': async (request) => {
      await connections.push(await readBody(request));
      return [202, { queued: true }];
    },
  };
}

async function serve() {
  const routes = createRoutes(Number(POOL_MAX) === 0 ? createUnpooled() : await createPooled());
  const answer = async (request, response) => {
    const route = routes[`${request.method} ${request.url}`];
    const [status, body] = await (route?.(request) ?? [404, 'no such route']);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  createServer((request, response) => {
    answer(request, response).catch((error) => response.writeHead(500).end(String(error)));
  }).listen(Number(PORT), '127.0.0.1');
}

async function consume(pool) {
  const redis = createClient({ url });
  redis.on('error', () => undefined);
  await redis.connect();
  for (;;) {
    const job = await redis.brPop(jobs, 0);
    await pool.query('INSERT INTO images (job) VALUES ($1)', [job.element]);
  }
}

function workQueue() {
  const pool = new pg.Pool({ connectionString, max: queuePoolMax });
  pool.on('error', () => undefined);
  process.on('disconnect', () => process.exit());
  for (let n = 0; n < Number(QUEUE_WORKERS); n += 1) consume(pool).catch(() => process.exit(1));
}

async function prepareDatabase() {
  const client = new pg.Client({ connectionString });
  await client.connect();
  await client.query(`
    DROP TABLE IF EXISTS characters, images;
    CREATE TABLE characters (id integer PRIMARY KEY, name text NOT NULL);
    CREATE TABLE images (id bigserial PRIMARY KEY, job text NOT NULL);
    INSERT INTO characters SELECT n, 'character ' || n FROM generate_series(1, 20) AS n`);
  await client.end();
}

async function startMaster() {
  await prepareDatabase();
  fork(new URL(import.meta.url), ['queue']);
  for (let n = 0; n < Number(WEB_WORKERS); n += 1) cluster.fork();
  process.on('SIGTERM', () => process.exit());
}

if (process.argv[2] === 'queue') workQueue();
else await (cluster.isPrimary ? startMaster() : serve());
