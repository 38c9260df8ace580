import type { SourceFrame } from '../../model/evidence.js';
import { startsThread } from '../../model/runtimes/catalogue.js';
import { asksForResource, passesOn } from './asks-for-resource.js';

/** The frame that a reader should open, and the call that led there. */
interface BlamedFrame {
  readonly frame: SourceFrame;
  /** The call in own code that leads into a package. */
  readonly calledFrom: SourceFrame | null;
}

/** The innermost frame of own code. Without own code, the outermost frame of a package. */
function blamedFrame(stack: readonly SourceFrame[]): BlamedFrame | null {
  const own = stack.find(({ isOwn }) => isOwn);
  if (own !== undefined) return { frame: own, calledFrom: null };
  const installed = stack.findLast((frame) => frame.package !== null);
  return installed === undefined ? null : { frame: installed, calledFrom: null };
}

/** Consecutive frames of one owner. `innermost` is an index into the stack: that frame calls the next segment. */
interface Segment {
  readonly owner: string;
  readonly isOwn: boolean;
  readonly innermost: number;
}

/** A workspace is own code, but another owner than its callers. */
const ownerOf = ({ isOwn, package: name }: SourceFrame): string | null => name ?? (isOwn ? '' : null);

/** The owners on a stack, from the outermost to the innermost. Frames of the runtime have no owner and are skipped. */
function segmentsOf(stack: readonly SourceFrame[]): readonly Segment[] {
  const segments: Segment[] = [];
  for (const [index, frame] of [...stack.entries()].reverse()) {
    const owner = ownerOf(frame);
    if (owner === null) continue;
    if (segments.at(-1)?.owner === owner) segments.pop();
    segments.push({ owner, isOwn: frame.isOwn, innermost: index });
  }
  return segments;
}

/**
 * Whether the name of a call asks for something to give back. When the call has no name, the answer is yes for own code
 * and no for a package: then the function that the package called is responsible.
 */
function hasAskedByName({ called, isOwn }: SourceFrame): boolean {
  if (called === undefined || called === null || called.name === null) return isOwn;
  return called.isNew || (isOwn && passesOn(called.name)) || asksForResource(called.name);
}

/**
 * Whether a caller got something to give back, or had the callee keep what it was given. What was seen counts first,
 * then the name of the call. The name does not count when own code stands further in, because that code is asked
 * itself.
 */
function hasAsked(
  frame: SourceFrame,
  further: readonly Segment[],
  { isOtherThread, byNames }: { readonly isOtherThread: boolean; readonly byNames: boolean },
): boolean {
  // Nobody hands an open resource to another thread.
  if (isOtherThread) return false;
  if (frame.gave !== undefined) return frame.gave === 'handle' || frame.gave === 'kept';
  return byNames && !further.some(({ isOwn }) => isOwn) && hasAskedByName(frame);
}

/** Whether the frames further in than this segment ran in another thread. */
const isOfThread = (stack: readonly SourceFrame[], { innermost }: Segment): boolean =>
  stack.slice(0, innermost).some(startsThread);

/** Who has to give a thing back, and who called whom on the way there. */
interface Ownership {
  /** From the first segment of own code inwards. The last of them is to blame. */
  readonly asked: readonly Segment[];
  /** The segment that the one to blame calls. */
  readonly called: Segment | null;
  /**
   * Number of segments from the first one of own code inwards. Code that a package calls back is a segment of its own.
   */
  readonly changes: number;
}

function ownershipOf(stack: readonly SourceFrame[], byNames: boolean): Ownership | null {
  const segments = segmentsOf(stack);
  const first = segments.findIndex(({ isOwn }) => isOwn);
  if (first === -1) return null;
  const asked: Segment[] = [];
  for (const [index, segment] of segments.entries()) {
    if (index < first) continue;
    asked.push(segment);
    const frame = stack[segment.innermost];
    const further = segments.slice(index + 1);
    if (
      frame === undefined ||
      further.length === 0 ||
      hasAsked(frame, further, { isOtherThread: isOfThread(stack, segment), byNames })
    ) {
      return { asked, called: further[0] ?? null, changes: segments.length - first };
    }
  }
  return null;
}

/**
 * Index of the frame that has to give back what was made at this stack. It is the first frame, from own code inwards,
 * whose call got a way to give the thing back (`client.connect()`). If there is none, it is the frame that made the
 * thing by its own decision (`rates.lookup()`). -1 when no frame is own code.
 */
export const ownerIndex = (stack: readonly SourceFrame[]): number =>
  ownershipOf(stack, true)?.asked.at(-1)?.innermost ?? -1;

/** Who has to change, and how that is known. */
export interface OwningFrame extends BlamedFrame {
  /** The other party: the package that was called when the caller is to blame, or the own call that led there. */
  readonly other: SourceFrame | null;
  /** True when no package takes part, or when it was seen what the functions of packages gave. */
  readonly isProven: boolean;
  /** True when nobody else can be to blame: there is own code only, or one package and its caller. */
  readonly isPlain: boolean;
}

/**
 * Finds the frame that has to give back what was made at this stack.
 *
 * @param byNames whether the name of a call tells what it asks for when nobody saw it. Names tell this for what is
 * opened, but not for what is kept.
 * @returns null when the stack has neither own code nor a package.
 */
export function owningFrame(stack: readonly SourceFrame[], byNames = true): OwningFrame | null {
  const ownership = ownershipOf(stack, byNames);
  const frame = stack[ownership?.asked.at(-1)?.innermost ?? -1];
  if (ownership === null || frame === undefined) {
    const blamed = blamedFrame(stack);
    return blamed === null ? null : { ...blamed, other: null, isProven: false, isPlain: false };
  }
  const { asked, called, changes } = ownership;
  const own = asked.findLast(({ isOwn }) => isOwn);
  const caller = frame.isOwn ? null : (stack[own?.innermost ?? -1] ?? null);
  const deciding = called === null ? asked.slice(0, -1) : asked;
  const gifts = deciding.map(({ innermost }) => stack[innermost]?.gave);
  return {
    frame,
    calledFrom: caller,
    other: caller ?? (called === null ? null : (stack[called.innermost] ?? null)),
    isProven: gifts.every((gave) => gave !== undefined && gave !== 'kept'),
    isPlain: changes <= 2,
  };
}

const mostFrames = 16;

function formatFrame({ functionName, file, line, column, isAsync }: SourceFrame): string {
  const where = `${file}:${line}:${column}`;
  return `${isAsync ? 'async ' : ''}${functionName === null ? where : `${functionName} (${where})`}`;
}

/** A stack as lines of text, innermost frame first. */
export const formatStack = (stack: readonly SourceFrame[]): readonly string[] =>
  stack.slice(0, mostFrames).map(formatFrame);
