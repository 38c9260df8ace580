import path from 'node:path';
import { type ResolvedConfig, resolveConfig, runLeakline, type SharedServices, type TargetResult } from 'leakline';
import mysql from 'mysql2/promise';
import pg from 'pg';
import { createClient } from 'redis';
import type { RunningService } from '../../harness/src/model/service.js';
import type { LabelledServer } from './labels.js';
import type { Outcome } from './outcomes.js';

function configFor(labelled: LabelledServer, output: string, budgetSeconds: number): ResolvedConfig {
  const services = Object.fromEntries(labelled.services.map((kind) => [kind, true]));
  const user = {
    services,
    targets: [{ name: 'server', command: labelled.command, ready: '/healthz' }],
    endpoints: [labelled.endpoint],
    budget: { seconds: budgetSeconds },
    diagnose: 'never' as const,
    output,
  };
  return resolveConfig(user, {}, { configFile: null, cwd: labelled.folder, environment: {} });
}

function toOutcome(labelled: LabelledServer, target: TargetResult | undefined, recording: string): Outcome {
  const [endpoint] = target?.endpoints ?? [];
  const [finding] = endpoint?.findings ?? [];
  const expected = endpoint?.metrics.find(({ metric }) => metric === labelled.metric);
  return {
    server: labelled.server,
    endpoint: labelled.endpoint.id,
    resource: labelled.resource,
    label: labelled.label,
    verdict: target?.verdict ?? 'failed',
    metric: finding?.metric ?? null,
    expectedMetric: labelled.metric,
    rate: (expected ?? finding)?.perRequest?.estimate ?? null,
    expectedRate: labelled.ratePerRequest,
    requests: endpoint?.requests ?? 0,
    requestsPerSecond: Math.round(endpoint?.load.requestsPerSecond ?? 0),
    seconds: (target?.durationMs ?? 0) / 1000,
    advice: target?.failure?.message ?? endpoint?.advice ?? '',
    recording,
  };
}

/** Empties a server of the run. */
const emptied: Readonly<Record<RunningService['kind'], (url: string) => Promise<void>>> = {
  postgres: async (url) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query('drop schema public cascade; create schema public');
    await client.end();
  },
  mysql: async (url) => {
    const connection = await mysql.createConnection(url);
    const name = new URL(url).pathname.slice(1);
    await connection.query(`drop database ${name}`);
    await connection.query(`create database ${name}`);
    await connection.end();
  },
  redis: async (url) => {
    const client = createClient({ url });
    await client.connect();
    await client.flushAll();
    await client.close();
  },
};

/** A server finds nothing of what another, or an earlier run of it, stored: some answer otherwise to what they know. */
async function emptyData(services: readonly RunningService[]): Promise<void> {
  for (const { kind, url } of services) await emptied[kind](url);
}

/** Runs the harness on one server of the corpus. The label stays on this side of the call. */
export async function judgeServer(
  labelled: LabelledServer,
  shared: SharedServices,
  output: string,
  budgetSeconds: number,
): Promise<Outcome> {
  const config = configFor(labelled, output, budgetSeconds);
  const services = await shared.lend(config.services);
  const wanted = services.filter(({ kind }) => labelled.services.includes(kind));
  await emptyData(wanted);
  let recording = '';
  const reporter = {
    onRunEnd: ({ directory }: { readonly directory: string | null }) => {
      recording = path.relative(output, path.join(directory ?? output, 'recording.ndjson'));
    },
  };
  const result = await runLeakline(config, { reporter, environment: process.env, services: wanted });
  return toOutcome(labelled, result.targets[0], recording);
}
