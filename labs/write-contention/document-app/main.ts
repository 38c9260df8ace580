/**
 * The lesson's own FastAPI app under its own `ab` commands: `npm run lab:write-contention:document -- [--longest <requests>]`.
 * `--longest 1000` leaves out the load of 10,000, which takes minutes on a busy machine.
 * Prints a table and writes `reports/labs/write-contention/document-app.json`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createSharedServices, resolveConfig } from 'leakline';
import { describeMachine } from '../../shared/describe-machine.js';
import { findMissing } from './find-missing.js';
import { type AppRun, killWhileProcessing, lessonLoads, runApps } from './run-app.js';
import { formatApps } from './text-table.js';

const { values } = parseArgs({ options: { longest: { type: 'string', default: '10000' } } });
const output = 'reports/labs/write-contention';

/** The lesson's limit. No environment: the lab never writes into a database that it did not start. */
const config = resolveConfig(
  {
    services: { postgres: { maxConnections: 20 }, redis: {} },
    targets: [{ name: 'document-app', url: 'http://127.0.0.1:1' }],
    endpoints: ['POST /hit'],
  },
  {},
  { configFile: null, cwd: process.cwd(), environment: {} },
);

async function runLab(): Promise<void> {
  const startedAt = new Date().toISOString();
  const shared = createSharedServices();
  try {
    const services = await shared.lend(config.services);
    const urlOf = (wanted: string): string => services.find(({ kind }) => kind === wanted)?.url ?? '';
    const env = { DATABASE_URL: urlOf('postgres'), REDIS_URL: urlOf('redis') };
    const crash = await killWhileProcessing(env);
    const direct = lessonLoads.direct.filter(({ requests }) => requests <= Number(values.longest));
    const tell = ({ title, load, accepted, stored, lost, ab, errors }: AppRun): void =>
      console.error(
        `${title}, ${load.requests} at ${load.concurrency}: ${accepted} accepted, ${stored} stored, ${lost} lost`,
        JSON.stringify({ ab, errors }),
      );
    const runs = await runApps({ ...lessonLoads, direct }, env, tell);
    const environment = describeMachine(services.map(({ kind, description }) => `${kind} ${description}`));
    mkdirSync(output, { recursive: true });
    const file = path.join(output, 'document-app.json');
    writeFileSync(file, `${JSON.stringify({ startedAt, environment, runs, crash }, null, 2)}\n`);
    console.log(`${formatApps(runs, crash)}\n\n${environment}`);
    console.error(`\n${path.resolve(file)}`);
  } finally {
    await shared.stop();
  }
}

const missing = findMissing();
if (missing === null) await runLab();
else {
  console.error(missing);
  process.exitCode = 2;
}
