import { isInstalled } from '../../model/is-installed.js';
import { placeText } from '../../model/place-text.js';
import type { Culprit, Finding } from '../../model/result.js';
import { metricAdvice } from '../../model/runtimes/catalogue.js';
import type { RuntimeKind } from '../../model/runtimes/runtime-kind.js';
import type { LanguageAdvice } from './language-advice.js';
import { nodeAdvice } from './node-advice.js';

const adviceIn: Readonly<Record<RuntimeKind, LanguageAdvice>> = { node: nodeAdvice };

const subject = (culprit: Culprit): string =>
  culprit.functionName === null ? `the code at ${placeText(culprit)}` : `\`${culprit.functionName}\``;

/** One's own code can but call a package otherwise; what it was given there would not help. */
function adviceForPackage({ package: name, calledFrom, certainty }: Culprit): string {
  const change = `Update ${name}; if its newest release does the same, report it with the text of this finding.`;
  if (calledFrom === null) return change;
  const doubt = certainty === 'certain' ? '' : ' as far as was seen';
  return `${change} The call at ${calledFrom} is given nothing that could undo it${doubt}: until then do without it, or make it once instead of per request.`;
}

/**
 * What to change, in the words of the place that was found; the finding's own advice where none was.
 *
 * @param runtime of the target; its agent has seen the place.
 */
export function adviceWith(finding: Finding, culprits: readonly Culprit[], runtime: RuntimeKind): string {
  const [first] = culprits;
  if (first === undefined) return finding.advice;
  if (isInstalled(first)) return adviceForPackage(first);
  const { byKind, forKept, forAllocated } = adviceIn[runtime];
  const at = subject(first);
  if (first.kind === 'retained-by') return forKept(at, first, finding);
  if (first.resource === null) return forAllocated(at);
  // Of a client that a pool lent its place of loan says more than the connection.
  const isLent = first.resource === 'pool-client' || first.resource === 'transaction';
  const said =
    isLent && finding.metric !== 'pool.waiting' ? undefined : metricAdvice(finding.metric, runtime)?.adviceAt?.(at);
  return said ?? byKind[first.resource](at, first, finding);
}
