import { analyzeRecording } from '../../harness/src/analysis/analyze.js';
import type { Verdict } from '../../harness/src/model/result.js';
import { simulateExperiment } from '../../harness/test/support/synthetic-recording.js';
import { type NaiveRuleName, naiveRuleNames, naiveRules } from './naive-rules.js';
import { pointsOf } from './points.js';
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

function runOnce({ metric, growth, noise, mostRequestsPerSecond, tolerances }: Series, seed: number) {
  return simulateExperiment(
    {
      atRest: { [metric]: atRest[metric] },
      noise: { [metric]: noise },
      endpoints: { 'GET /': { growth: { [metric]: growth(seed) } } },
      mostRequestsPerSecond: mostRequestsPerSecond ?? 4_000,
    },
    { seed, settings: { budgetMs, tolerances: tolerances ?? {}, strict: false } },
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
    const unit = series.metric === 'fds' ? 'count' : 'bytes';
    for (const name of naiveRuleNames) if (naiveRules[name](points, unit)) accusedBy[name] += 1;
  }
  return { series, runs, verdicts, seconds: seconds.toSorted((a, b) => a - b), accusedBy };
}
