/**
 * What watching costs: `npm run bench:overhead`. One Express route without the agent, with it as it is by default, and with
 * steady code: throughput and latency in turn, and CPU time per request, as ratios inside one run; then
 * the time of one floor and of one continuous sample, plain and with 10,000 descriptors and 5,000 Redis clients.
 */
import { fileURLToPath } from 'node:url';
import { createSharedServices } from 'leakline';
import { medianInterval } from '../../harness/src/analysis/statistics/median.js';
import { createLoadGenerator } from '../../harness/src/load/load-generator.js';
import type { LoadResult } from '../../harness/src/model/load.js';
import type { RunningService } from '../../harness/src/model/service.js';
import type { Target } from '../../harness/src/model/target.js';
import { systemClock } from '../../harness/src/platform/clock.js';
import { readSample, startContinuousSampler } from '../../harness/src/sampling/continuous-sampler.js';
import { createProbes } from '../../harness/src/sampling/probes/create-probes.js';
import { readFloor } from '../../harness/src/sampling/read-floor.js';
import type { SamplingWorld } from '../../harness/src/sampling/world.js';
import { startTarget } from '../../harness/src/target/start-target.js';
import { cpuRatio } from './cpu-cost.js';

const signal = new AbortController().signal;
const endpoint = {
  exclusive: false,
  id: 'GET /item',
  steps: [
    { method: 'GET', path: '/item', headers: {}, body: null, expectStatus: [200, 200], abort: null, captures: [] },
  ],
} as const;

const inherited = Object.fromEntries(
  Object.entries(process.env).flatMap(([name, value]) => (value ? [[name, value]] : [])),
);

async function start(agent: 'auto' | 'off', env: Readonly<Record<string, string>> = {}): Promise<Target> {
  return startTarget(
    {
      name: 'server',
      command: 'node server.mjs',
      cwd: fileURLToPath(new URL('.', import.meta.url)),
      env: { ...inherited, ...env },
      port: null,
      ready: { kind: 'path', path: '/item' },
      readyTimeoutMs: 30_000,
      stopGraceMs: 2_000,
      agent,
      opensOtherPorts: false,
    },
    { signal, onWarning: () => undefined },
  );
}

const requestsPerBlock = 12_000;

/** The world of a run in which nothing but the target is read. */
function worldOf(target: Target, services: readonly RunningService[] = []): SamplingWorld {
  const probes = createProbes(services, { hasAgent: target.agents !== null, knowsProcesses: true }, () => undefined);
  return { target, services, probes, clock: systemClock };
}

interface Speed {
  readonly requestsPerSecond: number;
  readonly p95Ms: number;
}

/**
 * The second of two equal blocks; the first one warms up. With an agent it is measured as in a run: a floor before it, and
 * samples all the while.
 */
async function speed(agent: 'auto' | 'off', env: Readonly<Record<string, string>>): Promise<Speed> {
  const target = await start(agent, env);
  try {
    const load = createLoadGenerator(target.baseUrl);
    const block = { endpoint, requests: requestsPerBlock, connections: 8, timeoutMs: 10_000, firstN: 1 };
    await load.run(block, signal);
    if (agent === 'off') return toSpeed(await load.run(block, signal));
    const world = worldOf(target);
    await readFloor(world, null, signal);
    const sampler = startContinuousSampler(world, () => undefined);
    try {
      return toSpeed(await load.run(block, signal));
    } finally {
      await sampler.stop();
    }
  } finally {
    await target.stop();
  }
}

const toSpeed = ({ requestsPerSecond, latencyMs }: LoadResult): Speed => ({
  requestsPerSecond,
  p95Ms: latencyMs.p95,
});

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const spread = (values: readonly number[]): string =>
  `${median(values).toFixed(3)} [${Math.min(...values).toFixed(3)}, ${Math.max(...values).toFixed(3)}]`;

/** Settings of the agent, by what the table calls them. */
const settings = [
  ['V8 optimises, census (default)', {}],
  ['steady code (--steady)', { LEAKLINE_JIT: 'off' }],
] as const;

async function compareSpeed(pairs: number): Promise<void> {
  const bare: Speed[] = [];
  const watched = settings.map((): Speed[] => []);
  for (let pair = 0; pair < pairs; pair++) {
    bare.push(await speed('off', {}));
    for (const [index, [, env]] of settings.entries()) watched[index]?.push(await speed('auto', env));
  }
  console.log(
    `| throughput without agent | ${Math.round(median(bare.map((each) => each.requestsPerSecond)))} requests/s |`,
  );
  for (const [index, [title]] of settings.entries()) {
    for (const [what, name] of [
      ['requestsPerSecond', 'throughput'],
      ['p95Ms', 'p95 latency'],
    ] as const) {
      const ratios = (watched[index] ?? []).map((each, pair) => each[what] / (bare[pair]?.[what] ?? Number.NaN));
      console.log(`| ${name} while measured, ${title}, ratio | ${spread(ratios)} |`);
    }
  }
}

/** Pairs of processes, because each compiles its code a little otherwise. */
async function compareCpuTime(pairs: number): Promise<void> {
  for (const [title, env] of settings) {
    const ratios: number[] = [];
    for (let pair = 0; pair < pairs; pair++) {
      const targets = await Promise.all([start('auto', env), start('off')]);
      try {
        ratios.push(await cpuRatio(...targets, endpoint, signal));
      } finally {
        await Promise.all(targets.map((target) => target.stop()));
      }
    }
    const { low, high } = medianInterval(ratios, 0.95) ?? { low: Number.NaN, high: Number.NaN };
    const interval = `${median(ratios).toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}] (95 % interval of the median)`;
    console.log(`| CPU time per request with agent, ${title}, ratio over ${pairs} pairs | ${interval} |`);
  }
}

async function timeMs(times: number, work: () => Promise<unknown>): Promise<number> {
  const durations: number[] = [];
  for (let run = 0; run < times; run++) {
    const startMs = performance.now();
    await work();
    durations.push(performance.now() - startMs);
  }
  return median(durations);
}

async function timeReadings(
  title: string,
  services: readonly RunningService[],
  env: Readonly<Record<string, string>>,
): Promise<void> {
  const urls = Object.fromEntries(services.map(({ url }) => ['REDIS_URL', url]));
  const target = await start('auto', { ...urls, ...env });
  try {
    const world = worldOf(target, services);
    await readFloor(world, null, signal);
    const floorMs = await timeMs(9, () => readFloor(world, null, signal));
    const sampleMs = await timeMs(30, () => readSample(world));
    console.log(`| one floor, ${title} | ${floorMs.toFixed(1)} ms |`);
    console.log(`| one sample, ${title} | ${sampleMs.toFixed(1)} ms |`);
  } finally {
    await target.stop();
  }
}

const shared = createSharedServices();
try {
  console.log('| what | median [min, max] |');
  console.log('|---|---|');
  await compareSpeed(9);
  await compareCpuTime(12);
  await timeReadings('plain', [], {});
  await timeReadings('10,000 descriptors', [], { DESCRIPTORS: '10000' });
  const services = await shared.lend({
    redis: { url: null, provider: 'auto', maxConnections: null, image: 'redis:7-alpine', port: null },
  });
  await timeReadings('5,000 Redis clients', services, { REDIS_CLIENTS: '5000' });
} finally {
  await shared.stop();
}
