import type { Comparison, RunComparison } from '../../model/comparison.js';
import type { EndpointResult, RunResult, TargetResult } from '../../model/result.js';
import { compareBudgets } from './compare-budgets.js';
import { compareEndpoint } from './compare-endpoint.js';

interface Located {
  readonly target: string;
  readonly endpoint: EndpointResult;
}

const locate = ({ targets }: RunResult): readonly Located[] =>
  targets.flatMap((target: TargetResult) => target.endpoints.map((endpoint) => ({ target: target.name, endpoint })));

/** The only targets of two runs belong together, whatever their names. */
const areAlone = (before: RunResult, after: RunResult): boolean =>
  before.targets.length === 1 && after.targets.length === 1;

/** Compares two runs endpoint by endpoint, and budget by budget. Pure. */
export function compareRuns(before: RunResult, after: RunResult): RunComparison {
  const [earlier, later] = [locate(before), locate(after)];
  const isAlone = areAlone(before, after);
  const keyOf = ({ target, endpoint }: Located): string => JSON.stringify([isAlone ? null : target, endpoint.id]);
  const [known, now] = [new Map(earlier.map((was) => [keyOf(was), was])), new Set(later.map(keyOf))];
  const endpoints = later.flatMap((is) => {
    const was = known.get(keyOf(is));
    return was === undefined ? [] : [compareEndpoint(is.target, was.endpoint, is.endpoint)];
  });
  const added = later.filter((is) => !known.has(keyOf(is)));
  const removed = earlier.filter((was) => !now.has(keyOf(was)));
  const comparisons = endpoints.map((endpoint) => endpoint.comparison);
  // Nothing to compare a new endpoint with: unless it is clean, nobody can say whether the service got worse.
  const doubts = added.filter(({ endpoint }) => endpoint.verdict !== 'clean').map(() => 'unclear' as const);
  const budgets = compareBudgets(before, after, isAlone);
  // Two runs without a common endpoint cannot be told apart, whatever their budgets say.
  const comparison =
    endpoints.length === 0
      ? 'unclear'
      : conclude([...comparisons, ...doubts, ...budgets.map((budget) => budget.comparison)]);
  return {
    comparison,
    exitCode: exitCodes[comparison],
    endpoints,
    budgets,
    onlyBefore: removed.map(nameOf),
    onlyAfter: added.map(nameOf),
  };
}

const nameOf = ({ target, endpoint }: Located): string => `${target}: ${endpoint.id}`;

const gravestFirst = ['worse', 'unclear', 'better', 'same'] as const satisfies readonly Comparison[];

const exitCodes = { worse: 1, unclear: 2, better: 0, same: 0 } as const satisfies Record<Comparison, number>;

const conclude = (comparisons: readonly Comparison[]): Comparison =>
  gravestFirst.find((comparison) => comparisons.includes(comparison)) ?? 'unclear';
