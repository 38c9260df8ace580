import type { Handed } from '../../../model/evidence.js';
import type { GivenLink } from '../../../model/follow.js';

/** From this share on a link is usual, and no chance. */
const usualShare = 0.5;

/** From this share of the calls on, the keys count as new each time. */
const differingShare = 0.8;

/**
 * Whether the calls of the function that keeps were made for their effect, and each brought a new key. New keys are the
 * caller's choice. What grows with equal calls grows because of the callee.
 */
const bringsKeys = ({ of, results, nothings, keys }: GivenLink, isOfKeeper: boolean): boolean =>
  isOfKeeper &&
  of.from === 'holder' &&
  nothings >= usualShare * results &&
  keys >= Math.max(2, differingShare * results);

/** What a call gave to its caller, and whether the caller handed over an object that leads to what leaked. */
export interface Gift {
  /** Null when it was not seen. */
  readonly gave: Handed | null;
  readonly isPassed: boolean;
  /** The answer is kept under a key that is new each time. The store may belong to the caller. */
  readonly isRemembered: boolean;
}

/**
 * Whether the caller of a function got hold of what leaked there.
 *
 * @param isOfKeeper whether the function belongs to the owner of the line that keeps what leaked.
 */
export function giftOf(link: GivenLink, isOfKeeper: boolean): Gift {
  const { results, keys, things, passed, remembered } = link;
  const isUsual = (count: number): boolean => count > 0 && count >= usualShare * things;
  const isRemembered = isUsual(remembered) && keys >= Math.max(2, differingShare * results);
  return { gave: handedBy(link, isOfKeeper), isPassed: isUsual(passed), isRemembered };
}

/** A callee is responsible for what it opens, even if it keeps the callback that waits for an answer. */
const isOpened = ({ of }: GivenLink): boolean =>
  of.from === 'origin' && !['listener', 'timeout', 'interval'].includes(of.kind);

function handedBy(link: GivenLink, isOfKeeper: boolean): Handed | null {
  const { results, objects, things, reached, keeping, lent, handedOver, isCut } = link;
  const isUsual = (count: number): boolean => count > 0 && count >= usualShare * things;
  if (results === 0) return null;
  if (isUsual(reached) || isUsual(keeping)) return 'handle';
  if (isUsual(lent)) return 'loan';
  if ((isUsual(handedOver) && !isOpened(link)) || bringsKeys(link, isOfKeeper)) return 'kept';
  // Answers without functions give nothing to close. In other answers the thing itself would have to be seen.
  return (things > 0 && !isCut) || (objects === 0 && things === 0) ? 'nothing' : null;
}
