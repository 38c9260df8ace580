import type { RawFrame } from '../../model/evidence.js';
import type { FollowedCause } from '../../model/follow.js';
import { isPackageFile } from '../source/owning-package.js';
import type { RawEvidence } from './raw-evidence.js';
import { stackKey } from './stack-key.js';

const isAuthored = ({ file }: RawFrame): boolean => !file.startsWith('node:') && !isPackageFile(file);

/** Whether no code of the author's stands on the stack: it was made by an event, or from a queue. */
export const isWithoutCause = (stack: readonly RawFrame[]): boolean => stack.length > 0 && !stack.some(isAuthored);

type Origin = RawEvidence['origins'][number];

/** One origin for each code that led to it, as many of each as the window has shown. */
function withCauses(origin: Origin, causes: readonly FollowedCause[]): readonly Origin[] {
  const total = causes.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return [origin];
  return causes.map(({ cause, count }) => ({
    ...origin,
    stack: [...origin.stack, ...cause],
    seen: origin.stack.length,
    alive: Math.round((origin.alive * count) / total),
    created: Math.round((origin.created * count) / total),
  }));
}

/** Lengthens the stacks that show none of the author's code by the code that led to them. */
export function withFollowedCauses(raw: RawEvidence, causes: readonly FollowedCause[]): RawEvidence {
  const causesOf = (origin: Origin): readonly FollowedCause[] =>
    causes.filter(({ kind, stack }) => stackKey(kind, stack) === stackKey(origin.kind, origin.stack));
  const origins = raw.origins.flatMap((origin) =>
    isWithoutCause(origin.stack) ? withCauses(origin, causesOf(origin)) : [origin],
  );
  return { ...raw, origins };
}
