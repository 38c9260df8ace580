import { isInstalled } from '../../model/is-installed.js';
import { placeText } from '../../model/place-text.js';
import type { Certainty, Culprit } from '../../model/result.js';

/** How sure an accusation is. A certain one has no word. */
export const certaintyWords = { certain: '', likely: 'likely', possible: 'possibly' } as const satisfies Record<
  Certainty,
  string
>;

/** The path of a file within the package that it was installed with. */
const withinPackage = (file: string): string =>
  /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+[\\/](.+)$/.exec(file)?.[1] ?? file;

/**
 * A place, e.g. `database.ts:24`. A package other than the target's stands in front: `pg@8.23.1 (lib/client.js:45)`.
 */
export function formatPlace(culprit: Culprit): string {
  if (culprit.package === null) return placeText(culprit);
  return `${culprit.package} (${placeText({ ...culprit, file: withinPackage(culprit.file) })})`;
}

/**
 * For example `` `openClient` at src/routes/database.ts:24 opened 32 PostgreSQL connections, none was closed ``, and
 * for a package `` quotes-client@2.1.0 (lib/request.js:123) added 32 listeners, none was removed · called by
 * server.js:17 ``.
 */
function formatAccusation(culprit: Culprit): string {
  const { functionName, summary, share, certainty, calledFrom } = culprit;
  const place = formatPlace(culprit);
  const named = functionName === null ? `the code at ${place}` : `\`${functionName}\` at ${place}`;
  const subject = isInstalled(culprit) ? place : named;
  const doubt = certaintyWords[certainty];
  const part = share >= 0.995 || culprit.kind === 'allocated-at' ? '' : ` (${Math.round(share * 100)} % of the leak)`;
  const call = calledFrom === null ? '' : ` · called by ${calledFrom}`;
  return `${doubt === '' ? '' : `${doubt} `}${subject} ${summary}${part}${call}`;
}

/** An accusation, and below it who holds what leaks. */
export function formatCulprit(culprit: Culprit): readonly string[] {
  const { retainedBy } = culprit;
  return [formatAccusation(culprit), ...(retainedBy.length === 0 ? [] : [`held by ${retainedBy.join(' › ')}`])];
}
