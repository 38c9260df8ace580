import type { RawFrame, WritingEvidence } from '../../../model/evidence.js';
import type { ReachedLine, WrittenBy } from '../../../model/follow.js';
import type { RawEvidence } from '../../raw-evidence.js';
import { writePlaces } from '../sites/kept-at.js';
import type { ScriptLibrary } from '../source/script.js';

/** A line that may put something into what grew. */
export interface WatchedLine {
  /** Index into the growths. */
  readonly growth: number;
  readonly frame: RawFrame;
  readonly written: WrittenBy;
}

/** Smaller growths come along with the leak. */
const mostGrowths = 3;

/** The lines, in own code and in packages, that may write what grew. Watching them shows which of them do. */
export function linesToWatch({ growths, allocations }: RawEvidence, scripts: ScriptLibrary): readonly WatchedLine[] {
  const seen = allocations.flatMap(({ stack }) => stack);
  return growths
    .slice(0, mostGrowths)
    .flatMap(({ retainers }, growth) => writePlaces(retainers, seen, scripts).map((place) => ({ ...place, growth })));
}

/** The stack as the debugger saw it, with the exact place of the writing on top. */
const stackAt = (place: RawFrame, stack: readonly RawFrame[]): readonly RawFrame[] => {
  const [top, ...callers] = stack;
  return top === undefined ? [place] : [{ ...place, functionName: place.functionName ?? top.functionName }, ...callers];
};

/** Gives each growth the ways in which it was written. The ways that were hit about as often as it grows come first. */
export function withWritings(
  raw: RawEvidence,
  lines: readonly WatchedLine[],
  reached: readonly ReachedLine[],
  requests: number,
): RawEvidence {
  const writingsOf = (growth: number, perRequest: number): readonly WritingEvidence<RawFrame>[] => {
    const found = lines.flatMap((line, index) =>
      line.growth === growth
        ? (reached[index]?.stacks ?? []).map(({ stack, hits }) => ({
            stack: stackAt(line.frame, stack),
            hitsPerRequest: hits / requests,
          }))
        : [],
    );
    const distance = ({ hitsPerRequest }: WritingEvidence<RawFrame>): number =>
      Math.abs(Math.log(hitsPerRequest / Math.max(perRequest, 1 / requests)));
    return found.toSorted((a, b) => distance(a) - distance(b));
  };
  const growths = raw.growths.map((growth, index) =>
    lines.some((line) => line.growth === index)
      ? { ...growth, writtenBy: writingsOf(index, growth.addedCount / raw.requests) }
      : growth,
  );
  return { ...raw, growths };
}
