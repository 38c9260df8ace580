import path = require('node:path');
import url = require('node:url');

import type { RawFrame } from '../../../model/evidence.js' with { 'resolution-mode': 'import' };

/** The methods of V8's call site that we use. */
type CallSite = Pick<
  NodeJS.CallSite,
  'getFileName' | 'getLineNumber' | 'getColumnNumber' | 'getFunctionName' | 'getPosition'
> & { isAsync(): boolean };

const agentFolder = path.join(__dirname, '..') + path.sep;
const agentFolderUrl = url.pathToFileURL(agentFolder).href;

/** Whether a frame lies in Leakline's own agent. */
const isAgentFile = (file: string): boolean => file.startsWith(agentFolder) || file.startsWith(agentFolderUrl);

const isNodeFile = (file: string): boolean => file.startsWith('node:');

/**
 * Whether this file is on a stack depends on how the event loop came to the microtask. It tells nothing about where
 * something was made.
 */
const eventLoopFile = 'node:internal/process/task_queues';

/**
 * Leaves out frames that tell nothing about the place: our own, and those of Node.js beneath the application's. The
 * same line, reached twice, then has the same stack.
 */
function trimFrames(frames: readonly RawFrame[]): readonly RawFrame[] {
  const foreign = frames.filter(({ file }) => !isAgentFile(file) && file !== eventLoopFile);
  const outermost = foreign.findLastIndex(({ file }) => !isNodeFile(file));
  return outermost === -1 ? foreign : foreign.slice(0, outermost + 1);
}

function toFrame(callSite: CallSite, file: string): RawFrame {
  return {
    functionName: callSite.getFunctionName(),
    file,
    line: callSite.getLineNumber() ?? 1,
    column: callSite.getColumnNumber() ?? 1,
    isAsync: callSite.isAsync(),
  };
}

/** Of the calls within one package, so many innermost and outermost ones are kept. */
const innermostOfRun = 8;
const outermostOfRun = 4;

/** The package that a file lies in. All of Node.js counts as one, and so do all files outside of packages. */
function ownerOf({ file }: RawFrame): string {
  if (isNodeFile(file)) return 'node:';
  return /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(file)?.[0] ?? '';
}

/** Shortens runs of calls within one package, so that the stack reaches the code that called it. */
function withoutLongRuns(stack: readonly RawFrame[]): readonly RawFrame[] {
  const kept: RawFrame[] = [];
  for (let start = 0; start < stack.length; ) {
    const first = stack[start];
    const owner = first === undefined ? '' : ownerOf(first);
    const length = stack.slice(start).findIndex((frame) => ownerOf(frame) !== owner);
    const run = stack.slice(start, length === -1 ? stack.length : start + length);
    const isLong = owner !== '' && run.length > innermostOfRun + outermostOfRun;
    kept.push(...(isLong ? [...run.slice(0, innermostOfRun), ...run.slice(-outermostOfRun)] : run));
    start += run.length;
  }
  return kept;
}

/**
 * Turns call sites into frames, which hold nothing of the application. Built-in functions have no file and are left
 * out.
 */
function toFrames(callSites: readonly CallSite[]): readonly RawFrame[] {
  const frames = callSites.map((callSite) => {
    const file = callSite.getFileName();
    return file === null || file === undefined || file === '' ? null : toFrame(callSite, file);
  });
  return withoutLongRuns(trimFrames(frames.filter((frame) => frame !== null)));
}

/** A key that tells stacks apart without asking for lines and columns, which V8 would have to compute. */
function stackKey(callSites: readonly CallSite[]): string {
  let key = '';
  for (const callSite of callSites) key += `${callSite.getFileName()}:${callSite.getPosition()}\n`;
  return key;
}

const frameKey = (frames: readonly RawFrame[]): string =>
  frames.map(({ file, line, column }) => `${file}:${line}:${column}`).join('\n');

const isInternal = (frames: readonly RawFrame[]): boolean => frames.every(({ file }) => isNodeFile(file));

/** Whether a frame is code of the target's author, as far as its path tells. */
const isAuthored = ({ file }: Pick<RawFrame, 'file'>): boolean =>
  file !== '' && !isNodeFile(file) && !/[\\/]node_modules[\\/]/.test(file) && !isAgentFile(file);

export = { frameKey, isAgentFile, isAuthored, isInternal, stackKey, toFrames, trimFrames, withoutLongRuns };
