import { isInstalled } from '../../model/is-installed.js';
import { placeText } from '../../model/place-text.js';
import type { Culprit, Finding } from '../../model/result.js';
import { metricAdvice } from '../../model/runtimes/catalogue.js';
import type { RuntimeKind } from '../../model/runtimes/runtime-kind.js';
import { languages } from '../languages.js';

const subject = (culprit: Culprit): string =>
  culprit.functionName === null ? `the code at ${placeText(culprit)}` : `\`${culprit.functionName}\``;

/** A service cannot fix a package. It can only call it in another way. */
function adviceForPackage({ package: name, calledFrom, certainty }: Culprit): string {
  const change = `Update ${name}; if its newest release does the same, report it with the text of this finding.`;
  if (calledFrom === null) return change;
  const call = `${certainty === 'certain' ? 'The' : 'As far as was seen, the'} call at ${calledFrom}`;
  return `${change} ${call} is given nothing that could undo it. Until then, do without the call, or make it once instead of once per request.`;
}

/**
 * Says what to change at the place of the first culprit. Without a culprit, returns the advice of the finding itself.
 *
 * @param runtime of the target; its agent has seen the place.
 */
export function adviceWith(finding: Finding, culprits: readonly Culprit[], runtime: RuntimeKind): string {
  const [first] = culprits;
  if (first === undefined) return finding.advice;
  if (isInstalled(first)) return adviceForPackage(first);
  const { byKind, forOther, forKept, forAllocated } = languages[runtime].advice;
  const at = subject(first);
  if (first.kind === 'retained-by') return forKept(at, first);
  if (first.resource === null) return forAllocated(at);
  // For a client that a pool lent, the place of the loan says more than the connection.
  const isLent = first.resource === 'pool-client' || first.resource === 'transaction';
  const said =
    isLent && finding.metric !== 'pool.waiting' ? undefined : metricAdvice(finding.metric, runtime)?.adviceAt?.(at);
  return said ?? byKind[first.resource]?.(at, first, finding) ?? forOther(at);
}
