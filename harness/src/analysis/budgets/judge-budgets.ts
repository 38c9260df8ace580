import type { AnalysisSettings } from '../../model/analysis-settings.js';
import { type BudgetFigureDefinition, type BudgetLimit, type BudgetResult, budgetFigures } from '../../model/budget.js';
import { metricDefinition } from '../../model/metrics/catalogue.js';
import type { TargetRecording } from '../../model/recording.js';
import { observeErrorRate, observeLatencyP95, observeThroughput } from './load-figures.js';
import type { Observation } from './observation.js';
import { observeHeapPeak } from './observe-heap-peak.js';
import { observePeak } from './observe-peak.js';

type Definition = Pick<BudgetFigureDefinition, 'unit' | 'bound'>;

function definitionOf(name: string): Definition {
  const figure = budgetFigures.find((each) => each.name === name);
  return figure ?? { unit: metricDefinition(name)?.unit ?? 'count', bound: 'at-most' };
}

function observe(recording: TargetRecording, { name, limit }: BudgetLimit, settings: AnalysisSettings): Observation {
  if (name === 'latencyP95Ms') return observeLatencyP95(recording, settings.connections);
  if (name === 'requestsPerSecond') return observeThroughput(recording, settings.connections);
  if (name === 'errorRate') return observeErrorRate(recording);
  if (name === 'heapPeakBytes') return observeHeapPeak(recording, limit);
  if (name === 'processes') return observePeak(recording, 'children', 1);
  return observePeak(recording, name, 0);
}

/** Whether the whole experiment was seen. Where the target failed, the worst may have come later. */
const isWhole = ({ end }: TargetRecording): boolean =>
  end !== null && end.reason !== 'failed' && end.reason !== 'interrupted';

/**
 * A limit that was seen broken is broken, whatever else is missing. A limit that was not is kept only if everything was
 * seen.
 */
function judgeBudget(recording: TargetRecording, budget: BudgetLimit, settings: AnalysisSettings): BudgetResult {
  const { name, limit } = budget;
  const { unit, bound } = definitionOf(name);
  const seen = observe(recording, budget, settings);
  const { worst } = seen;
  const isBroken = worst !== null && (bound === 'at-most' ? worst > limit : worst < limit);
  const isComplete = worst !== null && seen.missing === null && isWhole(recording);
  const outcome = isBroken ? 'broken' : isComplete ? 'kept' : 'unmeasured';
  const cutShort = isWhole(recording) ? '' : 'The target did not come to the end of its experiment. ';
  const reason = outcome === 'unmeasured' ? `${cutShort}${seen.missing ?? seen.source}` : seen.source;
  return {
    name,
    unit,
    bound,
    limit,
    observed: worst,
    ...(seen.atMost === undefined ? {} : { atMost: seen.atMost }),
    endpoint: seen.endpoint,
    outcome,
    passed: outcome === 'kept',
    reason,
  };
}

/** Compares what a target was allowed with what was seen of it. Pure: live runs and `analyze` give the same. */
export function judgeBudgets(recording: TargetRecording, settings: AnalysisSettings): readonly BudgetResult[] {
  return (recording.target.budgets ?? []).map((budget) => judgeBudget(recording, budget, settings));
}
