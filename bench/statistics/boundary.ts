import { endpointBlocks, metricBlocks } from '../../harness/src/analysis/endpoint-blocks.js';
import { mostEventsAtAnyTime } from '../../harness/src/analysis/statistics/anytime-bound.js';
import { poissonInterval } from '../../harness/src/analysis/statistics/poisson.js';
import { createSeededRandom } from '../../harness/src/analysis/statistics/seeded-random.js';
import { leakAtRandom, step } from '../../harness/test/support/growth-functions.js';
import { silence } from '../../harness/test/support/noise.js';
import { simulateExperiment } from '../../harness/test/support/synthetic-recording.js';

const tolerance = 0.001;
const mostRequests = 20_000;

/** The bound that clears a count, and the one that did until 2026-11-29: Garwood's, one-sided at 95 %, for a single look. */
const bounds = {
  'any time': mostEventsAtAnyTime,
  'single look': (events: number): number => poissonInterval(events, 0.9).high,
} as const satisfies Record<string, (events: number) => number>;

type BoundName = keyof typeof bounds;
const boundNames = Object.keys(bounds) as readonly BoundName[];

export interface BoundaryOutcome {
  /** Of the tolerance, as a factor. */
  readonly rate: number;
  readonly runs: number;
  /** For each bound and run: requests at full concurrency after which it first cleared the leak, Infinity for never. */
  readonly clearedAfter: Readonly<Record<BoundName, readonly number[]>>;
}

/**
 * Blocks as the plan makes them for a leak at the boundary. A second count that grew once, and wants 40 times the requests,
 * keeps the experiment going after either bound would have cleared the first, in blocks of the usual size: there are more
 * looks than where the plan knows how many requests are missing.
 */
function plannedBlocks(rate: number, seed: number): readonly { readonly requests: number; readonly growth: number }[] {
  const growth = { fds: leakAtRandom(rate * tolerance, createSeededRandom(seed + 7_919)), threads: step(300, 1) };
  const { target } = simulateExperiment(
    {
      atRest: { fds: 26, threads: 11 },
      noise: { fds: silence, threads: silence },
      endpoints: { 'GET /': { growth } },
      mostRequestsPerSecond: 1_000,
    },
    { seed, settings: { budgetMs: 30_000, tolerances: { fds: tolerance, threads: tolerance / 20 } } },
  );
  const blocks = metricBlocks(endpointBlocks(target, 'GET /'), 'fds');
  // The first block over many connections opens pools and is judged by nobody.
  return blocks.filter(({ phase }) => phase !== 'scout').slice(1);
}

function clearedAfter(blocks: ReturnType<typeof plannedBlocks>, most: (events: number) => number): number {
  let requests = 0;
  let events = 0;
  for (const block of blocks) {
    requests += block.requests;
    events += block.growth;
    if (requests > mostRequests) break;
    if (most(events) < tolerance * requests) return requests;
  }
  return Number.POSITIVE_INFINITY;
}

/** What becomes of leaks just at the tolerance, when they are looked at after each block of the plan. */
export function studyBoundary(rate: number, runs: number): BoundaryOutcome {
  const seeds = Array.from({ length: runs }, (_, index) => index + 1);
  const planned = seeds.map((seed) => plannedBlocks(rate, seed));
  const of = (name: BoundName): readonly number[] => planned.map((blocks) => clearedAfter(blocks, bounds[name]));
  return { rate, runs, clearedAfter: { 'any time': of('any time'), 'single look': of('single look') } };
}

const horizons = [3_500, 5_000, 10_000, mostRequests] as const;

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** A Markdown table: chance of having been cleared within so many requests, by each bound. */
export function formatBoundary(outcomes: readonly BoundaryOutcome[]): string {
  const heads = boundNames.flatMap((name) => horizons.map((within) => `${name}: ${within.toLocaleString('en-US')}`));
  const rows = outcomes.map(({ rate, runs, clearedAfter: after }) =>
    row([
      `${rate.toFixed(1)} × the tolerance`,
      ...boundNames.flatMap((name) =>
        horizons.map((within) => {
          const cleared = after[name].filter((requests) => requests <= within).length;
          return ((100 * cleared) / runs).toFixed(1);
        }),
      ),
    ]),
  );
  return [row(['Cleared within, %', ...heads]), row(['---', ...heads.map(() => '---:')]), ...rows].join('\n');
}
