import type { Verdict } from '../../harness/src/model/result.js';
import { verdictSymbols } from '../../harness/src/report/format/verdict-words.js';

interface BadgeProps {
  readonly verdict: Verdict;
  /** What to call it, where that is not its own name. */
  readonly word?: string;
}

/** A verdict as symbol, word and colour: never colour alone. */
export function VerdictBadge({ verdict, word = verdict }: BadgeProps) {
  return (
    <span class={`badge badge-${verdict}`}>
      <span aria-hidden="true">{verdictSymbols[verdict]}</span> {word}
    </span>
  );
}
