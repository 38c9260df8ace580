/**
 * What watching costs: `npm run bench:overhead`. One Express route without the agent, with it and V8's compilers left
 * alone, and with it as it is by default: throughput in turn, and CPU time per request, as ratios inside one run; then
 * the time of one floor and of one continuous sample, plain and with 10,000 descriptors and 5,000 Redis clients.
 */
import { fileURLToPath } from 'node:url';
import { createSharedServices } from 'leakline';
import { medianInterval } from '../../harness/src/analysis/statistics/median.js';
import { createLoadGenerator } from '../../harness/src/load/load-generator.js';
import type { RunningService } from '../../harness/src/model/service.js';
import type { Target } from '../../harness/src/model/target.js';
import { systemClock } from '../../harness/src/platform/clock.js';
import { readSample } from '../../harness/src/sampling/continuous-sampler.js';
import { createProbes } from '../../harness/src/sampling/probes/create-probes.js';
import { readFloor } from '../../harness/src/sampling/read-floor.js';
import type { SamplingWorld } from '../../harness/src/sampling/world.js';
import { startTarget } from '../../harness/src/target/start-target.js';
import { cpuRatio } from './cpu-cost.js';

const signal = new AbortController().signal;
const endpoint = {
  exclusive: false,
  id: 'GET /item',
  steps: [{ method: 'GET', path: '/item', headers: {}, body: null, expectStatus: [200, 200], abort: null }],
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

/** Requests per second of the second of two equal blocks; the first one warms up. */
async function throughput(agent: 'auto' | 'off', env: Readonly<Record<string, string>>): Promise<number> {
  const target = await start(agent, env);
  try {
    const load = createLoadGenerator(target.baseUrl);
    const block = { endpoint, requests: requestsPerBlock, connections: 8, timeoutMs: 10_000, firstN: 1 };
    await load.run(block, signal);
    return (await load.run(block, signal)).requestsPerSecond;
  } finally {
    await target.stop();
  }
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const spread = (values: readonly number[]): string =>
  `${median(values).toFixed(3)} [${Math.min(...values).toFixed(3)}, ${Math.max(...values).toFixed(3)}]`;

async function compareThroughput(pairs: number): Promise<void> {
  const ratios = { jit: [] as number[], steady: [] as number[] };
  const bareRates: number[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    const bare = await throughput('off', {});
    bareRates.push(bare);
    ratios.jit.push((await throughput('auto', { LEAKLINE_JIT: 'on' })) / bare);
    ratios.steady.push((await throughput('auto', {})) / bare);
  }
  console.log(`| throughput without agent | ${Math.round(median(bareRates))} requests/s |`);
  console.log(`| with agent, compilers left alone (LEAKLINE_JIT=on), ratio | ${spread(ratios.jit)} |`);
  console.log(`| with agent, steady code (default), ratio | ${spread(ratios.steady)} |`);
}

/** Pairs of processes, because each compiles its code a little otherwise. */
async function compareCpuTime(pairs: number): Promise<void> {
  for (const [title, env] of [
    ['compilers left alone (LEAKLINE_JIT=on)', { LEAKLINE_JIT: 'on' }],
    ['steady code (default)', {}],
  ] as const) {
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
    const probes = createProbes(services, { hasAgent: target.agents !== null, knowsProcesses: true }, () => undefined);
    const world: SamplingWorld = { target, services, probes, clock: systemClock };
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
  await compareThroughput(5);
  await compareCpuTime(12);
  await timeReadings('plain', [], {});
  await timeReadings('10,000 descriptors', [], { DESCRIPTORS: '10000' });
  const services = await shared.lend({
    postgres: null,
    redis: { url: null, provider: 'auto', maxClients: null, image: 'redis:7-alpine' },
  });
  await timeReadings('5,000 Redis clients', services, { REDIS_CLIENTS: '5000' });
} finally {
  await shared.stop();
}
