import { fileURLToPath } from 'node:url';
import { type ResolvedConfig, resolveConfig, runLeakline, type SharedServices } from 'leakline';
import { emptyDatabase } from './empty-database.js';
import { type Outcome, toOutcome } from './outcome.js';
import type { Row } from './rows.js';

/** What all rows of a run share. */
export interface RunSettings {
  readonly output: string;
  /** Null: what Leakline takes by itself. */
  readonly budgetSeconds: number | null;
  readonly steady: boolean;
}

function configFor(row: Row, { output, budgetSeconds, steady }: RunSettings): ResolvedConfig {
  const user = {
    ...(row.needsPostgres ? { services: { postgres: true } } : {}),
    targets: [{ name: row.name, command: ['node', row.program], ready: '/healthz', env: row.env }],
    endpoints: row.endpoints,
    ...(budgetSeconds === null ? {} : { budget: { seconds: budgetSeconds } }),
    ...(steady ? { steady } : {}),
    diagnose: 'never' as const,
    output,
  };
  const cwd = fileURLToPath(new URL('.', import.meta.url));
  return resolveConfig(user, {}, { configFile: null, cwd, environment: {} });
}

/** Runs the harness on one service, with the settings that it has by itself. */
export async function runRow(row: Row, shared: SharedServices, settings: RunSettings): Promise<Outcome> {
  const config = configFor(row, settings);
  const running = row.needsPostgres ? await shared.lend(config.services) : [];
  const services = running.filter(({ kind }) => kind === 'postgres');
  for (const { url } of services) await emptyDatabase(url);
  const result = await runLeakline(config, { reporter: {}, environment: process.env, services });
  return toOutcome(row, result.targets[0]);
}
