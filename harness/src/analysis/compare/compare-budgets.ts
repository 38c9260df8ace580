import type { CheckOutcome } from '../../model/budget.js';
import type { BudgetComparison, Comparison } from '../../model/comparison.js';
import type { RunResult, TargetResult } from '../../model/result.js';

type Budget = TargetResult['budgets'][number];

/** Whether a run kept a limit. A number within the limit says nothing where not everything was seen. */
function standing(budget: Budget | null, { bound, limit }: Budget): CheckOutcome {
  const observed = budget?.observed ?? null;
  if (budget === null || observed === null) return 'unmeasured';
  if (bound === 'at-most' ? observed > limit : observed < limit) return 'broken';
  // The number is known by two bounds, and only the lower one is within this limit.
  if (bound === 'at-most' && (budget.atMost ?? observed) > limit) return 'unmeasured';
  return budget.outcome === 'unmeasured' ? 'unmeasured' : 'kept';
}

/** Kept and broken are facts of two runs. How far below a limit a number lies may be noise. */
function compareStanding(before: CheckOutcome, after: CheckOutcome): Comparison {
  if (before === after) return after === 'unmeasured' ? 'unclear' : 'same';
  // What is kept now is no worse than it was.
  if (after === 'kept') return before === 'broken' ? 'better' : 'same';
  return before === 'kept' && after === 'broken' ? 'worse' : 'unclear';
}

function compareBudget(target: string, was: Budget | null, is: Budget): BudgetComparison {
  const { name, unit, bound, limit } = is;
  return {
    target,
    name,
    unit,
    bound,
    limit,
    comparison: compareStanding(standing(was, is), standing(is, is)),
    before: was?.observed ?? null,
    after: is.observed,
  };
}

/**
 * The later run's budgets in both runs. Each is compared with the later limit, so that a limit that was changed is no
 * change of the service. A budget that the earlier run did not have was not measured there.
 *
 * @param isAlone each run has one target, and they belong together whatever their names.
 */
export function compareBudgets(before: RunResult, after: RunResult, isAlone: boolean): readonly BudgetComparison[] {
  return after.targets.flatMap((is) => {
    const was = before.targets.find(({ name }) => isAlone || name === is.name);
    return is.budgets.map((budget) =>
      compareBudget(is.name, was?.budgets.find(({ name }) => name === budget.name) ?? null, budget),
    );
  });
}
