import path = require('node:path');
import url = require('node:url');

import type { RawFrame } from '../../../model/evidence.js' with { 'resolution-mode': 'import' };

/** The part of V8's call site that we read. */
type CallSite = Pick<
  NodeJS.CallSite,
  'getFileName' | 'getLineNumber' | 'getColumnNumber' | 'getFunctionName' | 'getPosition'
> & { isAsync(): boolean };

const agentFolder = path.join(__dirname, '..') + path.sep;
const agentFolderUrl = url.pathToFileURL(agentFolder).href;

/** Whether a frame lies in Leakline's own agent. */
const isAgentFile = (file: string): boolean => file.startsWith(agentFolder) || file.startsWith(agentFolderUrl);

const isNodeFile = (file: string): boolean => file.startsWith('node:');

/** Stands on a stack or not depending on how the event loop came to the microtask: no part of where something was made. */
const eventLoopFile = 'node:internal/process/task_queues';

/**
 * Leaves out what says nothing of the place: our own frames, and the event loop's beneath the application's. The same
 * line reached twice then has the same stack.
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

/** What one package does among itself is told by its first and its last calls. */
const innermostOfRun = 8;
const outermostOfRun = 4;

/** The package that a file lies in; all of Node.js is one, and so is all that lies in none. */
function ownerOf({ file }: RawFrame): string {
  if (isNodeFile(file)) return 'node:';
  return /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(file)?.[0] ?? '';
}

/** Shortens what packages do among themselves, so that the stack reaches out to who called them. */
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

/** Turns call sites into frames that hold on to nothing. Built-in functions have no file and are left out. */
function toFrames(callSites: readonly CallSite[]): readonly RawFrame[] {
  const frames = callSites.map((callSite) => {
    const file = callSite.getFileName();
    return file === null || file === undefined || file === '' ? null : toFrame(callSite, file);
  });
  return withoutLongRuns(trimFrames(frames.filter((frame) => frame !== null)));
}

/** Tells stacks apart without asking for lines and columns, which V8 has to compute. */
function stackKey(callSites: readonly CallSite[]): string {
  let key = '';
  for (const callSite of callSites) key += `${callSite.getFileName()}:${callSite.getPosition()}\n`;
  return key;
}

const frameKey = (frames: readonly RawFrame[]): string =>
  frames.map(({ file, line, column }) => `${file}:${line}:${column}`).join('\n');

const isInternal = (frames: readonly RawFrame[]): boolean => frames.every(({ file }) => isNodeFile(file));

/** Code of the target's author, as far as its path tells. */
const isAuthored = ({ file }: Pick<RawFrame, 'file'>): boolean =>
  file !== '' && !isNodeFile(file) && !/[\\/]node_modules[\\/]/.test(file) && !isAgentFile(file);

export = { frameKey, isAgentFile, isAuthored, isInternal, stackKey, toFrames, trimFrames, withoutLongRuns };
