import type { RawFrame } from '../../../model/evidence.js';
import type { FollowedCause } from '../../../model/follow.js';
import type { RawEvidence } from '../../raw-evidence.js';
import { stackKey } from '../../stack-key.js';
import { isPackageFile } from '../source/owning-package.js';

const isAuthored = ({ file }: RawFrame): boolean => !file.startsWith('node:') && !isPackageFile(file);

/** Whether no code of the author is on the stack. The thing was then made by an event or from a queue. */
export const isWithoutCause = (stack: readonly RawFrame[]): boolean => stack.length > 0 && !stack.some(isAuthored);

type Origin = RawEvidence['origins'][number];

/** Splits an origin by the code that led to it, in the proportions that the window has shown. */
function withCauses(origin: Origin, causes: readonly FollowedCause[]): readonly Origin[] {
  const total = causes.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return [origin];
  return causes.map(({ cause, count }) => ({
    ...origin,
    stack: [...origin.stack, ...cause],
    seen: origin.stack.length,
    alive: Math.round((origin.alive * count) / total),
    ...(origin.created === undefined ? {} : { created: Math.round((origin.created * count) / total) }),
  }));
}

/** Adds the code that led to them to the stacks that show no code of the author. */
export function withFollowedCauses(raw: RawEvidence, causes: readonly FollowedCause[]): RawEvidence {
  const causesOf = (origin: Origin): readonly FollowedCause[] =>
    causes.filter(({ kind, stack }) => stackKey(kind, stack) === stackKey(origin.kind, origin.stack));
  const origins = raw.origins.flatMap((origin) =>
    isWithoutCause(origin.stack) ? withCauses(origin, causesOf(origin)) : [origin],
  );
  return { ...raw, origins };
}
