import { placeText } from '../../model/place-text.js';
import type { Certainty, Culprit } from '../../model/result.js';

/** How sure an accusation is; what is certain needs no word. */
export const certaintyWords = { certain: '', likely: 'likely', possible: 'possibly' } as const satisfies Record<
  Certainty,
  string
>;

/** `database.ts:24`, with the package in front where it is another one than the target's. */
export function formatPlace(culprit: Culprit): string {
  const place = placeText(culprit);
  return culprit.package === null ? place : `${culprit.package} (${place})`;
}

/** `` `openClient` at src/routes/database.ts:24 opened 32 PostgreSQL connections, none was closed ``. */
function formatAccusation(culprit: Culprit): string {
  const { functionName, summary, share, certainty, calledFrom } = culprit;
  const subject =
    functionName === null ? `the code at ${formatPlace(culprit)}` : `\`${functionName}\` at ${formatPlace(culprit)}`;
  const doubt = certaintyWords[certainty];
  const part = share >= 0.995 || culprit.kind === 'allocated-at' ? '' : ` (${Math.round(share * 100)} % of the leak)`;
  const call = calledFrom === null ? '' : `, called from ${calledFrom}`;
  return `${doubt === '' ? '' : `${doubt} `}${subject} ${summary}${part}${call}`;
}

/** An accusation and, beneath it, who holds what leaks. */
export function formatCulprit(culprit: Culprit): readonly string[] {
  const { retainedBy } = culprit;
  return [formatAccusation(culprit), ...(retainedBy.length === 0 ? [] : [`held by ${retainedBy.join(' › ')}`])];
}
