/**
 * Hits written straight into PostgreSQL against hits buffered in Redis: `npm run lab:write-contention -- [--kills <n>] [--seed <n>]`.
 * Prints a table, writes `reports/labs/write-contention/index.html`, and ends with 1 when the buffered twin lost or doubled a hit.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createSharedServices, resolveConfig } from 'leakline';
import { describeMachine } from '../shared/describe-machine.js';
import { startKillRig } from './kills/kill-rig.js';
import { planKills } from './kills/plan-kills.js';
import { runKill } from './kills/run-kill.js';
import {
  isInvariantKept,
  type KillFigures,
  type LabResult,
  type LoadFigures,
  summarizeKill,
  summarizeLoad,
} from './lab-result.js';
import { renderPage } from './page/render-page.js';
import { contenders, documentLoads, runLoads } from './run-loads.js';
import { formatResult } from './text-table.js';
import type { TwinEnvironment } from './twin-process.js';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
    output: { type: 'string', default: 'reports/labs/write-contention' },
  },
});

/** The document's limit, small on purpose. No environment: the lab never writes into a database that it did not start. */
const config = resolveConfig(
  {
    services: { postgres: { maxConnections: 20 }, redis: {} },
    targets: [{ name: 'with-leak', command: 'node apps/with-leak/dist/server.js' }],
    endpoints: ['POST /api/hit'],
  },
  {},
  { configFile: null, cwd: process.cwd(), environment: {} },
);

async function runAllLoads(env: TwinEnvironment): Promise<readonly LoadFigures[]> {
  const figures: LoadFigures[] = [];
  for (const contender of contenders) {
    console.error(`${contender} …`);
    figures.push(...(await runLoads(contender, documentLoads, env)).map(summarizeLoad));
  }
  return figures;
}

async function runAllKills(count: number, seed: number, redisUrl: string): Promise<readonly KillFigures[]> {
  if (count === 0) return [];
  console.error(`${count} kills, seed ${seed} …`);
  const rig = await startKillRig(redisUrl);
  try {
    const figures: KillFigures[] = [];
    for (const kill of planKills(count, seed)) figures.push(summarizeKill(await runKill(rig, kill)));
    return figures;
  } finally {
    await rig.stop();
  }
}

async function runLab(): Promise<LabResult> {
  const startMs = performance.now();
  const startedAt = new Date().toISOString();
  const shared = createSharedServices();
  try {
    const services = await shared.lend(config.services);
    const urlOf = (wanted: string): string => services.find(({ kind }) => kind === wanted)?.url ?? '';
    const loads = await runAllLoads({ DATABASE_URL: urlOf('postgres'), REDIS_URL: urlOf('redis') });
    const kills = await runAllKills(Number(values.kills), Number(values.seed), urlOf('redis'));
    const names = services.map(({ kind, description, limitSetting }) => `${kind} ${description} (${limitSetting})`);
    return {
      startedAt,
      durationMs: performance.now() - startMs,
      environment: describeMachine(names),
      loads,
      kills,
      isInvariantKept: isInvariantKept(loads, kills),
    };
  } finally {
    await shared.stop();
  }
}

const result = await runLab();
const output = path.resolve(values.output);
mkdirSync(output, { recursive: true });
writeFileSync(path.join(output, 'result.json'), `${JSON.stringify(result, null, 2)}\n`);
writeFileSync(path.join(output, 'index.html'), renderPage(result));
console.log(formatResult(result));
console.error(`\n${path.join(output, 'index.html')}`);
process.exitCode = result.isInvariantKept ? 0 : 1;
