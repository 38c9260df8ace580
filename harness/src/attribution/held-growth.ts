import type { RetainerLink } from '../model/evidence.js';

/** Something that held more each time the heap was looked at. */
export interface HeldGrowth {
  readonly className: string;
  readonly addedCount: number;
  readonly addedBytes: number;
  /** From a variable of the target's own module, or from the collector's root, to the newest object. */
  readonly retainers: readonly RetainerLink[];
  /** Where the chain begins: in a module of the target's own, in a module of a package, or in the runtime. */
  readonly heldBy: 'own' | 'package' | 'engine';
  /** Ids of the objects that hold it, valid in this process. */
  readonly holderIds: readonly number[];
}

/** From this share of the largest growth on, growth in own code comes first. */
const leadingShare = 0.1;

/**
 * Sorts growths by bytes. What own code holds comes first unless it is a small part, because packages keep records of
 * what they serve.
 */
export function byRelevance<Growth extends HeldGrowth>(growths: readonly Growth[]): readonly Growth[] {
  const largest = Math.max(0, ...growths.map(({ addedBytes }) => addedBytes));
  const place = ({ heldBy, addedBytes }: HeldGrowth): number => {
    if (heldBy === 'engine') return 2;
    return heldBy === 'own' && addedBytes >= leadingShare * largest ? 0 : 1;
  };
  return growths.toSorted((a, b) => place(a) - place(b) || b.addedBytes - a.addedBytes);
}
