import type { TargetResult, Verdict } from 'leakline';
import type { Row } from './rows.js';

/** An endpoint that was not called what it is. */
interface Miss {
  readonly endpoint: string;
  readonly verdict: Verdict;
  /** What the first finding names; null where nothing was found. */
  readonly metric: string | null;
  readonly advice: string;
}

/** What the harness said of one service. One line of `outcomes.ndjson`. */
export interface Outcome {
  readonly name: string;
  /** Endpoints that were asked for. */
  readonly endpoints: number;
  readonly verdicts: Readonly<Record<Verdict, number>>;
  /** `wrong`: a clean endpoint was accused, or a leaking one cleared. `undecided`: no such, but not every endpoint was decided. */
  readonly judgement: 'right' | 'wrong' | 'undecided';
  readonly misses: readonly Miss[];
  /** From the first floor to the verdict. */
  readonly seconds: number;
  readonly timeouts: number;
  readonly requests: number;
  /** What ended the run early; null where nothing did. */
  readonly failure: string | null;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

function missesOf({ leaking }: Row, target: TargetResult | undefined): readonly Miss[] {
  return (target?.endpoints ?? [])
    .filter(({ id, verdict }) => verdict !== (id === leaking ? 'leaking' : 'clean'))
    .map(({ id, verdict, findings, advice }) => ({
      endpoint: id,
      verdict,
      metric: findings[0]?.metric ?? null,
      advice,
    }));
}

/** Sums up the result of one service. Endpoints that the run did not come to count as failed. */
export function toOutcome(row: Row, target: TargetResult | undefined): Outcome {
  const results = target?.endpoints ?? [];
  const count = (wanted: Verdict): number => results.filter(({ verdict }) => verdict === wanted).length;
  const missing = row.endpoints.length - results.length;
  const misses = missesOf(row, target);
  const isWrong = misses.some(({ verdict }) => verdict === 'leaking' || verdict === 'clean');
  return {
    name: row.name,
    endpoints: row.endpoints.length,
    verdicts: {
      clean: count('clean'),
      leaking: count('leaking'),
      inconclusive: count('inconclusive'),
      failed: count('failed') + missing,
    },
    judgement: isWrong ? 'wrong' : misses.length + missing === 0 ? 'right' : 'undecided',
    misses,
    seconds: (target?.durationMs ?? 0) / 1000,
    timeouts: sum(results.map(({ load }) => load.timeouts)),
    requests: sum(results.map(({ requests }) => requests)),
    failure: target?.failure?.message ?? null,
  };
}
