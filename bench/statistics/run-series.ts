import { analyzeRecording } from '../../harness/src/analysis/analyze.js';
import type { TargetRecording } from '../../harness/src/model/recording.js';
import type { Verdict } from '../../harness/src/model/result.js';
import { simulateExperiment } from '../../harness/test/support/synthetic-recording.js';
import { type NaiveRuleName, naiveRuleNames, naiveRules, type Point } from './naive-rules.js';
import type { Series } from './series.js';

/** What became of all runs of one series. */
export interface SeriesOutcome {
  readonly series: Series;
  readonly runs: number;
  readonly verdicts: Readonly<Record<Verdict, number>>;
  /** Simulated time to the end of the experiment, in seconds, ascending. */
  readonly seconds: readonly number[];
  /** Runs that each naive rule called a leak. */
  readonly accusedBy: Readonly<Record<NaiveRuleName, number>>;
}

const budgetMs = 60_000;
const atRest = { heapUsedBytes: 14_000_000, fds: 26 };

/** The floors around blocks at full concurrency: what is left when someone warms up before looking. */
function pointsOf({ floors, blocks }: TargetRecording, metric: Series['metric']): readonly Point[] {
  const loaded = blocks.filter(({ phase }) => phase !== 'idle');
  const concurrent = loaded.filter(({ phase }) => phase !== 'scout');
  const chosen = concurrent.length >= 3 ? concurrent : loaded;
  const indexes = chosen.flatMap(({ floorAfter }, index) =>
    index === 0 ? [floorAfter - 1, floorAfter] : [floorAfter],
  );
  return indexes.flatMap((index) => {
    const floor = floors[index];
    return floor === undefined ? [] : [{ requests: floor.requests, value: floor.metrics[metric] ?? 0 }];
  });
}

function runOnce({ metric, growth, noise, mostRequestsPerSecond, tolerances }: Series, seed: number) {
  return simulateExperiment(
    {
      atRest: { [metric]: atRest[metric] },
      noise: { [metric]: noise },
      endpoints: { 'GET /': { growth: { [metric]: growth(seed) } } },
      mostRequestsPerSecond: mostRequestsPerSecond ?? 4_000,
    },
    { seed, settings: { budgetMs, tolerances: tolerances ?? {} } },
  );
}

/** Runs whole experiments on one series, planner and judge, and the naive rules on the same floors. */
export function runSeries(series: Series, runs: number): SeriesOutcome {
  const verdicts: Record<Verdict, number> = { leaking: 0, clean: 0, inconclusive: 0, failed: 0 };
  const accusedBy = Object.fromEntries(naiveRuleNames.map((name) => [name, 0])) as Record<NaiveRuleName, number>;
  const seconds: number[] = [];
  for (let seed = 1; seed <= runs; seed++) {
    const { recording, target, spentMs } = runOnce(series, seed);
    verdicts[analyzeRecording(recording).verdict] += 1;
    seconds.push(spentMs / 1000);
    const points = pointsOf(target, series.metric);
    for (const name of naiveRuleNames) if (naiveRules[name](points)) accusedBy[name] += 1;
  }
  return { series, runs, verdicts, seconds: seconds.toSorted((a, b) => a - b), accusedBy };
}
