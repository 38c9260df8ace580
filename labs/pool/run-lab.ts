import { loadavg } from 'node:os';
import { createSharedServices, resolveConfig } from 'leakline';
import { describeMachine } from '../shared/describe-machine.js';
import type { LabResult } from './lab-result.js';
import { studyLibraries } from './libraries/study-libraries.js';
import type { Rig } from './rig.js';
import { studyConnectionTimeout } from './studies/connection-timeout.js';
import { studyExhaustion } from './studies/exhaustion.js';
import { studyFailedQuery } from './studies/failed-query.js';
import { studyIdleTimeout } from './studies/idle-timeout.js';
import { drawLifeOfAPool } from './studies/life-of-a-pool.js';
import { studyMax } from './studies/max.js';
import { studyMaxLifetime } from './studies/max-lifetime.js';
import { studyMaxUses } from './studies/max-uses.js';
import { studyMin } from './studies/min.js';
import { nameTheLine } from './studies/named-line.js';
import type { ParameterStudy } from './studies/parameter-study.js';
import { comparePoolWithNone } from './studies/pool-or-not.js';
import { studyQueryTimeouts } from './studies/query-timeouts.js';
import { studySizing } from './studies/sizing.js';

export interface LabScale {
  readonly pairs: number;
  /** How long each side of a pair is driven. */
  readonly sideMs: number;
  /** How long requests arrive at each pool size. */
  readonly sizingMs: number;
  readonly withHarness: boolean;
}

export const fullScale: LabScale = { pairs: 5, sideMs: 600, sizingMs: 2_500, withHarness: true };

/** No environment: the lab never touches a database that it did not start. */
const config = resolveConfig(
  {
    services: { postgres: { maxConnections: 60 } },
    targets: [{ name: 'orders', command: 'node leaky-service.mjs' }],
    endpoints: ['GET /'],
  },
  {},
  { configFile: null, cwd: process.cwd(), environment: {} },
);

/** Starts a PostgreSQL, runs every study on it, and stops it. */
export async function runLab(scale: LabScale, say: (line: string) => void = () => undefined): Promise<LabResult> {
  const startMs = performance.now();
  const startedAt = new Date().toISOString();
  const shared = createSharedServices();
  try {
    say('starting PostgreSQL …');
    const services = await shared.lend(config.services);
    const rig = toRig(services);
    const life = await drawLifeOfAPool(rig);
    say('with a pool and without …');
    const contests = await comparePoolWithNone(rig, scale.pairs, scale.sideMs);
    say('each parameter …');
    const parameters = await studyParameters(rig);
    const timeouts = await studyQueryTimeouts(rig);
    const failedQueries = await studyFailedQuery(rig);
    const libraries = await studyLibraries(rig, say);
    say('exhaustion …');
    const exhaustion = await studyExhaustion(rig);
    say('sizing …');
    const sizing = await studySizing(rig, scale.sizingMs);
    if (scale.withHarness) say('leakline on a service that forgets release() …');
    const namedLine = scale.withHarness ? await nameTheLine(shared) : null;
    const names = services.map(({ kind, description, limitSetting }) => `${kind} ${description} (${limitSetting})`);
    const durationMs = performance.now() - startMs;
    const environment = describeMachine(names);
    const [loadAverage = Number.NaN] = loadavg();
    return {
      startedAt,
      durationMs,
      environment,
      loadAverage,
      life,
      contests,
      parameters,
      timeouts,
      failedQueries,
      libraries,
      exhaustion,
      namedLine,
      sizing,
    };
  } finally {
    await shared.stop();
  }
}

async function studyParameters(rig: Rig): Promise<readonly ParameterStudy[]> {
  const studies: ParameterStudy[] = [];
  for (const study of [studyMax, studyMin, studyConnectionTimeout, studyIdleTimeout, studyMaxLifetime, studyMaxUses]) {
    studies.push(await study(rig));
  }
  return studies;
}

type Services = Awaited<ReturnType<ReturnType<typeof createSharedServices>['lend']>>;

function toRig(services: Services): Rig {
  const postgres = services.find(({ kind }) => kind === 'postgres');
  if (postgres === undefined) throw new Error('No PostgreSQL was started, though the lab asked for one.');
  const { url, observer } = postgres;
  return {
    databaseUrl: url,
    server: {
      count: () => observer.count(),
      countOf: async (name) =>
        (await observer.connections()).filter(({ applicationName }) => applicationName === name).length,
      countActive: async () => (await observer.connections()).filter(({ state }) => state === 'active').length,
      isActive: async (backendPid) =>
        (await observer.connections()).some(({ id, state }) => id === backendPid && state === 'active'),
    },
  };
}
