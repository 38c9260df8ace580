import type { SourceFrame } from '../../model/evidence.js';

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
