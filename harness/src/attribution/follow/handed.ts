import type { Handed } from '../../model/evidence.js';
import type { GivenLink } from '../../model/follow.js';

/** From this share on a link is the rule and no chance. */
const usualShare = 0.5;

/** From this share of the calls on their arguments differ as a rule. */
const differingShare = 0.8;

/**
 * Whether each call of what keeps was made for what it does, and brought something of its own: a key that is new each time is
 * the caller's choice. What grows by equal calls grows by the callee's.
 */
const bringsKeys = ({ of, results, nothings, keys }: GivenLink, isOfKeeper: boolean): boolean =>
  isOfKeeper &&
  of.from === 'holder' &&
  nothings >= usualShare * results &&
  keys >= Math.max(2, differingShare * results);

/** What a call gave to its caller, and whether the caller handed over an object that leads to what leaked. */
export interface Gift {
  /** Null where it was not seen. */
  readonly gave: Handed | null;
  readonly isPassed: boolean;
  /** What is kept is the answer, under a key that is new each time: whose store is it? */
  readonly isRemembered: boolean;
}

/**
 * Whether the caller of a function got hold of what leaked there.
 *
 * @param isOfKeeper the function belongs to whose line keeps it.
 */
export function giftOf(link: GivenLink, isOfKeeper: boolean): Gift {
  const { results, keys, things, passed, remembered } = link;
  const isUsual = (count: number): boolean => count > 0 && count >= usualShare * things;
  const isRemembered = isUsual(remembered) && keys >= Math.max(2, differingShare * results);
  return { gave: handedBy(link, isOfKeeper), isPassed: isUsual(passed), isRemembered };
}

/** What a callee opens is its own affair, though it may keep the callback that waits for an answer. */
const isOpened = ({ of }: GivenLink): boolean =>
  of.from === 'origin' && !['listener', 'timeout', 'interval'].includes(of.kind);

function handedBy(link: GivenLink, isOfKeeper: boolean): Handed | null {
  const { results, objects, things, reached, keeping, lent, handedOver, isCut } = link;
  const isUsual = (count: number): boolean => count > 0 && count >= usualShare * things;
  if (results === 0) return null;
  if (isUsual(reached) || isUsual(keeping)) return 'handle';
  if (isUsual(lent)) return 'loan';
  if ((isUsual(handedOver) && !isOpened(link)) || bringsKeys(link, isOfKeeper)) return 'kept';
  // Nobody finds in answers without functions what would have to be closed; in others one would have to see the thing.
  return (things > 0 && !isCut) || (objects === 0 && things === 0) ? 'nothing' : null;
}
