import type { SourceFrame } from '../../model/evidence.js';
import { asksForResource } from './asks-for-resource.js';

/** The frame that a reader should open, with what lies beneath it. */
export interface BlamedFrame {
  readonly frame: SourceFrame;
  /** The own code's call that leads into a package. */
  readonly calledFrom: SourceFrame | null;
}

/** The innermost frame of one's own; without any, the outermost one of a package. */
export function blamedFrame(stack: readonly SourceFrame[]): BlamedFrame | null {
  const own = stack.find(({ isOwn }) => isOwn);
  if (own !== undefined) return { frame: own, calledFrom: null };
  const installed = stack.findLast((frame) => frame.package !== null);
  return installed === undefined ? null : { frame: installed, calledFrom: null };
}

/** What stands between a caller and the place where a thing was made: the package that it called. */
function calledPackage(stack: readonly SourceFrame[], caller: number): number {
  return stack.findLastIndex((frame, index) => index < caller && frame.package !== null);
}

/** The innermost frame of the package that this frame belongs to, before the next one is called. */
function innermostOf(stack: readonly SourceFrame[], entry: number): number {
  let innermost = entry;
  for (let index = entry; index >= 0; index--) {
    const owner = stack[index]?.package ?? null;
    if (owner !== null && owner !== stack[entry]?.package) break;
    if (owner !== null) innermost = index;
  }
  return innermost;
}

/** Without a name to go by the caller is taken at his word. */
const hasAsked = ({ called }: SourceFrame): boolean =>
  called === undefined || called === null || called.isNew || called.name === null || asksForResource(called.name);

/**
 * Where whoever has to give a thing back stands on the stack that made it: one's own call if it asked for one
 * (`client.connect()`), else the package that took it upon itself (`rates.lookup()`), and so on inwards. -1 where there
 * is no frame of one's own.
 */
export function ownerIndex(stack: readonly SourceFrame[]): number {
  let owner = stack.findIndex(({ isOwn }) => isOwn);
  while (owner !== -1) {
    const frame = stack[owner];
    const entry = calledPackage(stack, owner);
    if (entry === -1 || frame === undefined || hasAsked(frame)) return owner;
    owner = innermostOf(stack, entry);
  }
  return owner;
}

/** The frame of whoever has to give back what was made at this stack. */
export function owningFrame(stack: readonly SourceFrame[]): BlamedFrame | null {
  const frame = stack[ownerIndex(stack)];
  if (frame === undefined) return blamedFrame(stack);
  return { frame, calledFrom: frame.isOwn ? null : (stack.find(({ isOwn }) => isOwn) ?? null) };
}

const mostFrames = 16;

function formatFrame({ functionName, file, line, column, isAsync }: SourceFrame): string {
  const where = `${file}:${line}:${column}`;
  return `${isAsync ? 'async ' : ''}${functionName === null ? where : `${functionName} (${where})`}`;
}

/** A stack as text, innermost frame first. */
export const formatStack = (stack: readonly SourceFrame[]): readonly string[] =>
  stack.slice(0, mostFrames).map(formatFrame);

/** What makes two frames the same place. */
export const placeKey = ({ file, line, column }: SourceFrame): string => `${file}:${line}:${column}`;
