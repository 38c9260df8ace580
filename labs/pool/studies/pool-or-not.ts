import { Client, Pool } from 'pg';
import { type Rig, waitUntilQuiet } from '../rig.js';
import { mean, quantile } from '../sizing/quantile.js';

/** The same load with and without a pool, measured one after the other, as often as there are pairs. */
export interface Contest {
  readonly title: string;
  readonly clients: number;
  readonly pairs: readonly Pair[];
  /** Of the side without a pool: where the time of a request goes, in milliseconds on average. */
  readonly withoutParts: { readonly connectMs: number; readonly queryMs: number; readonly closeMs: number };
}

export interface Pair {
  readonly withPool: SideFigures;
  readonly without: SideFigures;
  /** How many times longer a request took without a pool. */
  readonly latencyRatio: number;
  /** How many times more requests were answered with a pool. */
  readonly throughputRatio: number;
}

interface SideFigures {
  readonly requests: number;
  readonly p50Ms: number;
  readonly requestsPerSecond: number;
}

interface Workload {
  readonly title: string;
  readonly clients: number;
  readonly text: string;
}

/** The source document's query takes 10 ms; most point queries do not. */
const workloads: readonly Workload[] = [
  { title: 'point query, 1 client', clients: 1, text: 'SELECT value FROM pool_lab_items WHERE id = $1' },
  { title: 'point query, 8 clients', clients: 8, text: 'SELECT value FROM pool_lab_items WHERE id = $1' },
  { title: '10 ms query, 8 clients', clients: 8, text: 'SELECT $1::int AS value, pg_sleep(0.01)' },
];

const items = 1_000;

/** What a request costs by parts, added up over all requests of a side. */
interface Parts {
  readonly connectMs: number[];
  readonly queryMs: number[];
  readonly closeMs: number[];
}

/** Runs `pairs` pairs of `sideMs` per side for each workload; which side comes first alternates. */
export async function comparePoolWithNone(rig: Rig, pairs: number, sideMs: number): Promise<readonly Contest[]> {
  await createItems(rig);
  const contests: Contest[] = [];
  for (const workload of workloads) contests.push(await runContest(rig, workload, pairs, sideMs));
  return contests;
}

async function createItems({ databaseUrl }: Rig): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('CREATE TABLE IF NOT EXISTS pool_lab_items (id int PRIMARY KEY, value int NOT NULL)');
  await client.query(
    `INSERT INTO pool_lab_items SELECT id, id FROM generate_series(1, ${items}) AS id ON CONFLICT DO NOTHING`,
  );
  await client.end();
}

async function runContest(rig: Rig, workload: Workload, pairs: number, sideMs: number): Promise<Contest> {
  const parts: Parts = { connectMs: [], queryMs: [], closeMs: [] };
  const measured: Pair[] = [];
  for (let index = 0; index < pairs; index += 1) {
    const withPool = () => runWithPool(rig, workload, sideMs);
    const without = () => runWithout(rig, workload, sideMs, parts);
    if (index % 2 === 0) measured.push(toPair(await withPool(), await without()));
    else {
      const first = await without();
      measured.push(toPair(await withPool(), first));
    }
  }
  return {
    title: workload.title,
    clients: workload.clients,
    pairs: measured,
    withoutParts: {
      connectMs: mean(parts.connectMs),
      queryMs: mean(parts.queryMs),
      closeMs: mean(parts.closeMs),
    },
  };
}

const toPair = (withPool: SideFigures, without: SideFigures): Pair => ({
  withPool,
  without,
  latencyRatio: without.p50Ms / withPool.p50Ms,
  throughputRatio: withPool.requestsPerSecond / without.requestsPerSecond,
});

/** A pool as large as the crowd, open before the clock starts, as in a service that has run for a while. */
async function runWithPool(rig: Rig, { clients, text }: Workload, sideMs: number): Promise<SideFigures> {
  await waitUntilQuiet(rig);
  const pool = new Pool({ connectionString: rig.databaseUrl, max: clients });
  pool.on('error', () => undefined);
  try {
    await Promise.all(Array.from({ length: clients }, () => pool.query('SELECT pg_sleep(0.02)')));
    return await drive(clients, sideMs, (id) => pool.query(text, [id]));
  } finally {
    await pool.end();
  }
}

async function runWithout(rig: Rig, { clients, text }: Workload, sideMs: number, parts: Parts): Promise<SideFigures> {
  await waitUntilQuiet(rig);
  return drive(clients, sideMs, async (id) => {
    const startMs = performance.now();
    const client = new Client({ connectionString: rig.databaseUrl });
    await client.connect();
    const connectedMs = performance.now();
    await client.query(text, [id]);
    const answeredMs = performance.now();
    await client.end();
    parts.connectMs.push(connectedMs - startMs);
    parts.queryMs.push(answeredMs - connectedMs);
    parts.closeMs.push(performance.now() - answeredMs);
  });
}

/** Clients that send one request after the other until the time is over. */
async function drive(clients: number, sideMs: number, send: (id: number) => Promise<unknown>): Promise<SideFigures> {
  const latenciesMs: number[] = [];
  const startMs = performance.now();
  const client = async (): Promise<void> => {
    while (performance.now() - startMs < sideMs) {
      const sentMs = performance.now();
      await send(1 + (latenciesMs.length % items));
      latenciesMs.push(performance.now() - sentMs);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  const tookMs = performance.now() - startMs;
  return {
    requests: latenciesMs.length,
    p50Ms: quantile(latenciesMs, 0.5),
    requestsPerSecond: (latenciesMs.length * 1_000) / tookMs,
  };
}
