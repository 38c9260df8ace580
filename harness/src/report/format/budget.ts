import { type BudgetResult, type BudgetUnit, budgetFigures } from '../../model/budget.js';
import { metricWords } from './metric-words.js';
import { formatBytes, formatCount, formatFraction, trimZeros } from './number.js';

/** For example `p95 latency` or `pg connections at peak`. */
export function formatBudgetName({ name }: Pick<BudgetResult, 'name'>): string {
  const figure = budgetFigures.find((each) => each.name === name);
  return figure?.title ?? `${metricWords(name, 2)} at peak`;
}

/** A number in the budget's unit, e.g. `12.3 ms`, `0.4 %`, `1,200/s`, `17`, `180 MB`. */
export function formatBudgetNumber(value: number, unit: BudgetUnit): string {
  if (unit === 'ms') return `${trimZeros(value.toFixed(1))} ms`;
  if (unit === 'share') return `${trimZeros(formatFraction(value * 100))} %`;
  if (unit === 'requests/s') return `${value < 100 ? trimZeros(value.toFixed(1)) : formatCount(value)}/s`;
  return unit === 'bytes' ? formatBytes(value) : trimZeros(formatFraction(value));
}

/** For example `at most 200 ms`. */
export const formatBudgetLimit = ({ bound, limit, unit }: Pick<BudgetResult, 'bound' | 'limit' | 'unit'>): string =>
  `${bound === 'at-most' ? 'at most' : 'at least'} ${formatBudgetNumber(limit, unit)}`;

/** A whole budget, e.g. `p95 latency 12.3 ms (at most 200 ms): GET /, over 12 blocks at 150 connections.` */
export function formatBudget(budget: BudgetResult): string {
  const { observed, unit, reason } = budget;
  const seen = observed === null ? 'not measured' : formatBudgetNumber(observed, unit);
  return `${formatBudgetName(budget)} ${seen} (${formatBudgetLimit(budget)}): ${reason}`;
}
