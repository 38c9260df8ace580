import { z } from 'zod';
import { budgetFigures, isBudgetName } from '../model/budget.js';
import { didYouMean } from '../platform/text/did-you-mean.js';
import { knownMetricNames } from './known-metrics.js';
import { addProblem, record } from './schema-parts.js';

const limitRule = 'a number, 0 or more';
const limit = z.number({ error: limitRule }).min(0, { error: limitRule });

const figureNames: readonly string[] = budgetFigures.map(({ name }) => name);

/** Limits by name: figures of the load, and metrics whose peak is limited. */
export const budgetsSchema = record(limit, 'an object of budgets and numbers').superRefine((budgets, context) => {
  for (const name of Object.keys(budgets)) {
    if (isBudgetName(name)) continue;
    const hint =
      name === 'seconds'
        ? 'the time of a run is budget: { seconds }'
        : didYouMean(name, [...figureNames, ...knownMetricNames([])], 'known budgets');
    addProblem(context, `unknown budget; ${hint}`, [name]);
  }
  const { errorRate } = budgets;
  if (errorRate !== undefined && errorRate > 1) {
    addProblem(context, `saw ${errorRate}; allowed: a share from 0 to 1, e.g. 0.01 for 1 %`, ['errorRate']);
  }
});
