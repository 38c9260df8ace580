import type { BlockRecord } from '../model/block.js';
import type { FloorRecord } from '../model/readings.js';
import type { HeaderRecord } from '../model/recording.js';
import type { BodyLine } from '../schema/recording-schema.js';

/** A field whose value contradicts the header or the lines before. */
export interface Misfit {
  readonly field: string;
  readonly expected: string;
  readonly seen: unknown;
}

interface SeenTarget {
  readonly endpoints: ReadonlySet<string>;
  readonly floors: FloorRecord[];
}

/** Checks whether each line fits the header and the lines before it. Lines must be given in their order. */
export function createLineCheck(header: HeaderRecord): (line: BodyLine) => Misfit | null {
  const targets = new Map<string, SeenTarget>(
    header.targets.map(({ name, endpoints }) => [name, { endpoints: new Set(endpoints), floors: [] }]),
  );
  return (line) => {
    if (line.type === 'end' || line.target === null) return null;
    const target = targets.get(line.target);
    if (target === undefined) return misfit('target', 'a target of the header', line.target);
    const found = checkIn(target, line);
    if (line.type === 'floor') target.floors.push(line);
    return found;
  };
}

const misfit = (field: string, expected: string, seen: unknown): Misfit => ({ field, expected, seen });

function checkIn({ endpoints, floors }: SeenTarget, line: BodyLine): Misfit | null {
  if (line.type === 'floor') return checkFloor(line, floors);
  if (line.type !== 'block' && line.type !== 'evidence') return null;
  if (line.endpoint !== null && !endpoints.has(line.endpoint)) {
    return misfit('endpoint', 'an endpoint of its target', line.endpoint);
  }
  return line.type === 'block' ? checkBlock(line, floors) : null;
}

/** Floors are numbered from 0. Their times and requests are counted from the start and never decrease. */
function checkFloor(floor: FloorRecord, floors: readonly FloorRecord[]): Misfit | null {
  if (floor.index !== floors.length) return misfit('index', `${floors.length}`, floor.index);
  const before = floors.at(-1) ?? floor;
  const field = (['atMs', 'requests'] as const).find((each) => floor[each] < before[each]);
  if (field === undefined) return null;
  return misfit(field, `${before[field]} or more, as in the floor before it`, floor[field]);
}

/** A block is written after both of its floors and lies between them. It has no more good units than it sent. */
function checkBlock({ floorBefore, floorAfter, startMs, endMs, load }: BlockRecord, floors: readonly FloorRecord[]) {
  const [before, after] = [floors[floorBefore], floors[floorAfter]];
  if (after === undefined)
    return misfit('floorAfter', `the index of a floor before it (there are ${floors.length})`, floorAfter);
  if (before === undefined || floorBefore >= floorAfter)
    return misfit('floorBefore', `less than "floorAfter", ${floorAfter}`, floorBefore);
  if (startMs < before.atMs) return misfit('startMs', `${before.atMs} or more, when its first floor was read`, startMs);
  if (endMs > after.atMs) return misfit('endMs', `${after.atMs} or less, when its second floor was read`, endMs);
  if (endMs < startMs) return misfit('endMs', `"startMs", ${startMs}, or more`, endMs);
  return load.ok > load.sent ? misfit('load', `of at most ${load.sent} good answers, its "sent"`, load.ok) : null;
}
