import type { FollowedFrame } from '../../../model/evidence.js';
import type { MetricId } from '../../../model/metrics/catalogue.js';
import type { RawEvidence } from '../../raw-evidence.js';
import { suspectedOrigins } from '../../suspected-origins.js';
import type { Suspect } from './plan-follow.js';

type Origin = RawEvidence['origins'][number];

const mostAllocations = 4;

/** The part of a stack that the agent saw, without the code that led to it. */
const seenPart = ({ stack, seen }: Origin): readonly FollowedFrame[] => stack.slice(0, seen ?? stack.length);

/** Everything that leaks, with each stack that led to it: where things were made, and where what grew was written. */
export function suspectsIn(raw: RawEvidence, metrics: readonly MetricId[]): readonly Suspect[] {
  const written = raw.growths.flatMap(({ writtenBy = [] }, holder) =>
    writtenBy.map(({ stack }): Suspect => ({ of: { from: 'holder', holder }, stack })),
  );
  const made = suspectedOrigins(raw, metrics).map((origin): Suspect => {
    const stack = seenPart(origin).map(({ functionName, file, line, column, isAsync }) => ({
      functionName,
      file,
      line,
      column,
      isAsync,
    }));
    return { of: { from: 'origin', kind: origin.kind, stack }, stack: origin.stack };
  });
  const allocating = raw.allocations.slice(0, mostAllocations);
  return [...written, ...made, ...allocating.map(({ stack }): Suspect => ({ of: { from: 'calls' }, stack }))];
}
