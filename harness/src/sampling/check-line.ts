import type { HeaderRecord } from '../model/recording.js';
import type { BodyLine } from '../schema/recording-schema.js';

/** A field of a line that the lines before it do not allow. */
export interface Misfit {
  readonly field: string;
  readonly expected: string;
  readonly seen: unknown;
}

interface SeenTarget {
  readonly endpoints: ReadonlySet<string>;
  floors: number;
}

/** Looks whether each line fits to the header and to the lines before it. Lines must come in their order. */
export function createLineCheck(header: HeaderRecord): (line: BodyLine) => Misfit | null {
  const targets = new Map<string, SeenTarget>(
    header.targets.map(({ name, endpoints }) => [name, { endpoints: new Set(endpoints), floors: 0 }]),
  );
  return (line) => {
    if (line.type === 'end' || line.target === null) return null;
    const target = targets.get(line.target);
    if (target === undefined) return misfit('target', 'a target of the header', line.target);
    const found = checkIn(target, line);
    if (line.type === 'floor') target.floors += 1;
    return found;
  };
}

const misfit = (field: string, expected: string, seen: unknown): Misfit => ({ field, expected, seen });

function checkIn({ endpoints, floors }: SeenTarget, line: BodyLine): Misfit | null {
  if (line.type === 'floor') return line.index === floors ? null : misfit('index', `${floors}`, line.index);
  if (line.type !== 'block' && line.type !== 'evidence') return null;
  if (line.endpoint !== null && !endpoints.has(line.endpoint)) {
    return misfit('endpoint', 'an endpoint of its target', line.endpoint);
  }
  return line.type === 'block' ? checkFloors(line, floors) : null;
}

/** A block is written after both of its floors. */
function checkFloors(block: Extract<BodyLine, { readonly type: 'block' }>, floors: number): Misfit | null {
  const { floorBefore, floorAfter } = block;
  if (floorAfter >= floors)
    return misfit('floorAfter', `the index of a floor before it (there are ${floors})`, floorAfter);
  if (floorBefore >= floorAfter) return misfit('floorBefore', `less than "floorAfter", ${floorAfter}`, floorBefore);
  return null;
}
