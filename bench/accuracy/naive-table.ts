import { measuredMetrics } from '../../harness/src/analysis/endpoint-blocks.js';
import { type MetricId, metricDefinition } from '../../harness/src/model/metrics/catalogue.js';
import type { TargetRecording } from '../../harness/src/model/recording.js';
import { readRecording } from '../../harness/src/recording/read-recording.js';
import { type NaiveRuleName, naiveRuleNames, naiveRules } from '../statistics/naive-rules.js';
import { pointsOf } from '../statistics/points.js';
import { type Score, scoreCells, scoreOf } from './confusion.js';
import { heading, row } from './numbers.js';
import type { Outcome } from './outcomes.js';

/** What a person who writes such a rule looks at. */
const views = ['heap', 'memory', 'everything'] as const;
type View = (typeof views)[number];

const watches: Readonly<Record<View, (metric: MetricId) => boolean>> = {
  heap: (metric) => metric === 'heapUsedBytes',
  memory: (metric) => ['heapUsedBytes', 'externalBytes', 'arrayBuffersBytes', 'rssBytes'].includes(metric),
  everything: (metric) => (metricDefinition(metric)?.role ?? 'remarks') !== 'remarks',
};

/** The rules' verdicts on one run, each named by rule and view. */
export interface NaiveRun {
  readonly label: Outcome['label'];
  readonly accusedBy: ReadonlySet<string>;
}

const keyOf = (rule: NaiveRuleName, view: View): string => `${rule}, ${view}`;

function accusations(target: TargetRecording): ReadonlySet<string> {
  const metrics = measuredMetrics(target).filter(watches.everything);
  const accused = metrics.flatMap((metric) => {
    const points = pointsOf(target, metric);
    const unit = metricDefinition(metric)?.unit ?? 'count';
    const rules = naiveRuleNames.filter((name) => naiveRules[name](points, unit));
    return rules.flatMap((rule) => views.filter((view) => watches[view](metric)).map((view) => keyOf(rule, view)));
  });
  return new Set(accused);
}

/** Judges one run's recording by the rules that people write by hand: the same requests, the same floors. */
export async function judgeNaively({ label, recording }: Outcome): Promise<NaiveRun> {
  const [target] = (await readRecording(recording)).targets;
  return { label, accusedBy: target === undefined ? new Set() : accusations(target) };
}

function naiveScore(runs: readonly NaiveRun[], key: string): Score {
  const accused = runs.filter(({ accusedBy }) => accusedBy.has(key));
  return {
    hits: accused.filter(({ label }) => label === 'leaking').length,
    falseAccusations: accused.filter(({ label }) => label === 'clean').length,
    leaking: runs.filter(({ label }) => label === 'leaking').length,
  };
}

const line = (rule: string, view: string, score: Score): string =>
  row(rule, view, score.falseAccusations, score.leaking - score.hits, ...scoreCells(score));

/** The harness and each rule on the same recordings. A rule accuses a server when any metric in its view looks like a leak. */
export function naiveTable(outcomes: readonly Outcome[], runs: readonly NaiveRun[]): readonly string[] {
  const rules = naiveRuleNames.flatMap((rule) =>
    views.map((view) => line(rule, view, naiveScore(runs, keyOf(rule, view)))),
  );
  return [
    ...heading('rule', 'watches', 'false accusations', 'not accused', 'precision', 'recall', 'F1'),
    line('**Leakline**', 'everything', scoreOf(outcomes)),
    ...rules,
  ];
}
