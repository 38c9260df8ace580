import type { Handed } from '../../model/evidence.js';
import type { GivenLink } from '../../model/follow.js';

/** From this share on a link is the rule and no chance. */
const usualShare = 0.5;

/** From this share of the calls on their arguments differ as a rule. */
const differingShare = 0.8;

/**
 * Whether each call was made for what it does, and brought something of its own: a key that is new each time is the caller's
 * choice. What grows by equal calls grows by the callee's.
 */
const bringsKeys = ({ of, results, nothings, keys }: GivenLink): boolean =>
  of.from === 'holder' && nothings >= usualShare * results && keys >= Math.max(2, differingShare * results);

/**
 * Whether the caller of a function got hold of what leaked there; null where it was not seen. `passed`: it had an object that
 * leads there, and handed it over.
 */
export function handedBy(link: GivenLink): Handed | 'passed' | null {
  const { results, objects, things, reached, keeping, passed, lent, handedOver } = link;
  if (results === 0) return null;
  const isUsual = (count: number): boolean => count > 0 && count >= usualShare * things;
  if (isUsual(reached) || isUsual(keeping)) return 'handle';
  if (isUsual(lent)) return 'loan';
  if (isUsual(passed)) return 'passed';
  if (isUsual(handedOver) || bringsKeys(link)) return 'kept';
  // Nobody finds in answers without functions what would have to be closed; in others one would have to see the thing.
  return things > 0 || objects === 0 ? 'nothing' : null;
}
