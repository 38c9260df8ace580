import type { SourceFrame } from '../../model/evidence.js';
import { asksForResource, passesOn } from './asks-for-resource.js';

/** The frame that a reader should open, with what lies beneath it. */
interface BlamedFrame {
  readonly frame: SourceFrame;
  /** The own code's call that leads into a package. */
  readonly calledFrom: SourceFrame | null;
}

/** The innermost frame of one's own; without any, the outermost one of a package. */
function blamedFrame(stack: readonly SourceFrame[]): BlamedFrame | null {
  const own = stack.find(({ isOwn }) => isOwn);
  if (own !== undefined) return { frame: own, calledFrom: null };
  const installed = stack.findLast((frame) => frame.package !== null);
  return installed === undefined ? null : { frame: installed, calledFrom: null };
}

/** A run of frames of one owner. Indices into the stack; the innermost frame of it calls what lies further in. */
interface Segment {
  readonly owner: string;
  readonly isOwn: boolean;
  readonly innermost: number;
}

/** A workspace is one's own, and yet another than its callers. */
const ownerOf = ({ isOwn, package: name }: SourceFrame): string | null => name ?? (isOwn ? '' : null);

/** Who takes part in a stack, from its end inwards; Node.js is nobody. */
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

/** Without a name to go by one's own caller is taken at his word; of packages nobody knows, and the one further in did it. */
function hasAskedByName({ called, isOwn }: SourceFrame): boolean {
  if (called === undefined || called === null || called.name === null) return isOwn;
  return called.isNew || (isOwn && passesOn(called.name)) || asksForResource(called.name);
}

/**
 * Whether a caller got something to give back, or had the callee keep what it was given: as it was seen, else by the name of
 * the call. One's own code further in is asked before names are.
 */
function hasAsked(
  frame: SourceFrame,
  further: readonly Segment[],
  { isOtherThread, byNames }: { readonly isOtherThread: boolean; readonly byNames: boolean },
): boolean {
  // Nobody hands what is open to another thread.
  if (isOtherThread) return false;
  if (frame.gave !== undefined) return frame.gave === 'handle' || frame.gave === 'kept';
  return byNames && !further.some(({ isOwn }) => isOwn) && hasAskedByName(frame);
}

/** Stands on a stack between a worker thread and the call that started it. */
const threadFile = 'node:worker_threads';

/** Whether all that lies further in ran in another thread, for the most part. */
const isOfThread = (stack: readonly SourceFrame[], { innermost }: Segment): boolean =>
  stack.slice(0, innermost).some(({ file }) => file === threadFile);

/** Who has to give a thing back, and who called whom on the way there. */
interface Ownership {
  /** From the first of one's own inwards; the last of them is to blame. */
  readonly asked: readonly Segment[];
  /** Who is called by the one to blame. */
  readonly called: Segment | null;
  /** How many runs of one owner there are, from the first of one's own inwards: code that a package calls back is a run of its own. */
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
 * Where whoever has to give a thing back stands on the stack that made it: the first, from one's own code inwards, whose call
 * gave him a way to it (`client.connect()`); else who took it upon himself (`rates.lookup()`). -1 where there is no frame of
 * one's own.
 */
export const ownerIndex = (stack: readonly SourceFrame[]): number =>
  ownershipOf(stack, true)?.asked.at(-1)?.innermost ?? -1;

/** Who has to change, and how that is known. */
export interface OwningFrame extends BlamedFrame {
  /** The other party: the package that was called, where the caller is to blame, or the own call that led there. */
  readonly other: SourceFrame | null;
  /** No package takes part, or what its functions gave was seen. */
  readonly isProven: boolean;
  /** Nobody else can have been meant: one's own code alone, or one package and its caller. */
  readonly isPlain: boolean;
}

/**
 * The frame of whoever has to give back what was made at this stack.
 *
 * @param byNames whether the name of a call tells what it asks for, where nobody saw it: it does of what is opened, and says
 * nothing of what is kept.
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

/** A stack as text, innermost frame first. */
export const formatStack = (stack: readonly SourceFrame[]): readonly string[] =>
  stack.slice(0, mostFrames).map(formatFrame);
