import type { Verdict } from '../../model/result.js';
import { verdictSymbols } from '../format/verdict-words.js';

/** A verdict as symbol, word and colour: never colour alone. */
export function VerdictBadge({ verdict }: { readonly verdict: Verdict }) {
  return (
    <span class={`badge badge-${verdict}`}>
      <span aria-hidden="true">{verdictSymbols[verdict]}</span> {verdict}
    </span>
  );
}
