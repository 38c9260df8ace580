import nodeModule = require('node:module');

import type { RawFrame } from '../../../model/evidence.js' with { 'resolution-mode': 'import' };

type FindSourceMap = (file: string) => Pick<nodeModule.SourceMap, 'findEntry'> | undefined;

/** A program that runs from such a file was compiled while it was loaded (by `tsx` or `ts-node`). */
const compiledOnLoad = /\.[cm]?tsx?$/;

/**
 * Puts a frame to its place in the file that it names. What a loader compiles is not on disk, and its source map is in
 * this process only, so nobody could do it later. Frames of built files are left as they are.
 */
function locateInSource(frame: RawFrame, findSourceMap: FindSourceMap = nodeModule.findSourceMap): RawFrame {
  if (!compiledOnLoad.test(frame.file)) return frame;
  const entry = findSourceMap(frame.file)?.findEntry(frame.line - 1, frame.column - 1);
  if (entry === undefined || !('originalLine' in entry)) return frame;
  return { ...frame, line: entry.originalLine + 1, column: entry.originalColumn + 1 };
}

export = locateInSource;
