import { heading, row, wilsonPercent } from './numbers.js';
import type { Outcome } from './outcomes.js';

/** How often an accuser was right: a rule, or the harness. */
export interface Score {
  /** Leaks that were accused. */
  readonly hits: number;
  /** Clean servers that were accused. */
  readonly falseAccusations: number;
  readonly leaking: number;
}

/** Precision, recall and F1 with their 95 % Wilson intervals, as cells of a table. */
export function scoreCells({ hits, falseAccusations, leaking }: Score): readonly string[] {
  const accused = hits + falseAccusations;
  const f1 = accused + leaking === 0 ? Number.NaN : (2 * hits) / (accused + leaking);
  return [wilsonPercent(hits, accused), wilsonPercent(hits, leaking), f1.toFixed(3)];
}

const count = (outcomes: readonly Outcome[], label: string, verdict: string): number =>
  outcomes.filter((outcome) => outcome.label === label && outcome.verdict === verdict).length;

/** What the harness said, by what is true. */
export function confusionTable(outcomes: readonly Outcome[]): readonly string[] {
  const verdicts = ['leaking', 'clean', 'inconclusive', 'failed'] as const;
  const line = (label: string): string => row(label, ...verdicts.map((verdict) => count(outcomes, label, verdict)));
  return [...heading('label \\ verdict', ...verdicts), line('leaking'), line('clean')];
}

/** How often the harness was right. */
export function scoreOf(outcomes: readonly Outcome[]): Score {
  return {
    hits: count(outcomes, 'leaking', 'leaking'),
    falseAccusations: count(outcomes, 'clean', 'leaking'),
    leaking: outcomes.filter(({ label }) => label === 'leaking').length,
  };
}
