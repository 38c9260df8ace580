import frames = require('./frames.cjs');
import locateInSource = require('./loaded-source.cjs');

import type inspector = require('node:inspector');

import type { AllocationEvidence, RawFrame } from '../../../model/evidence.js' with { 'resolution-mode': 'import' };

/** A node of the protocol's `SamplingHeapProfile`. The types of Node.js lag behind it. */
interface ProfileNode {
  readonly callFrame: inspector.Runtime.CallFrame;
  readonly id: number;
  readonly selfSize: number;
  readonly children: readonly ProfileNode[];
}

interface Profile {
  readonly head: ProfileNode;
  readonly samples: readonly { readonly nodeId: number }[];
}

interface Site {
  readonly nodeId: number;
  readonly survivingBytes: number;
  readonly stack: readonly RawFrame[];
}

/** The protocol counts lines and columns from 0. */
const toFrame = ({ functionName, url, lineNumber, columnNumber }: inspector.Runtime.CallFrame): RawFrame => ({
  functionName: functionName === '' ? null : functionName,
  file: url,
  line: lineNumber + 1,
  column: columnNumber + 1,
  isAsync: false,
});

/** Lists the sites of a tree. Built-in functions have no file, so what they allocate counts for their callers. */
function* listSites(node: ProfileNode, callers: readonly RawFrame[]): Generator<Site> {
  const stack = node.callFrame.url === '' ? callers : [toFrame(node.callFrame), ...callers];
  if (node.selfSize > 0 && stack.length > 0) yield { nodeId: node.id, survivingBytes: node.selfSize, stack };
  for (const child of node.children) yield* listSites(child, stack);
}

function countSamples({ samples }: Profile): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const { nodeId } of samples) counts.set(nodeId, (counts.get(nodeId) ?? 0) + 1);
  return counts;
}

/**
 * Whether an allocation is the agent's own. It is where the innermost frame is the agent's: the agent keeps its records
 * on the application's stack. It also is where the agent is on the stack and the application is not: there the agent
 * asks Node.js for something.
 */
function isOfAgent({ stack }: Site): boolean {
  const isAgent = ({ file }: RawFrame): boolean => frames.isAgentFile(file);
  return stack.slice(0, 1).some(isAgent) || (stack.some(isAgent) && frames.isInternal(frames.trimFrames(stack)));
}

/** Turns V8's sampling profile into allocation sites with their stacks, the largest first. */
function profileStacks(profile: Profile): readonly AllocationEvidence[] {
  const sampleCounts = countSamples(profile);
  const merged = new Map<string, AllocationEvidence>();
  for (const site of listSites(profile.head, [])) {
    if (isOfAgent(site)) continue;
    const stack = frames.withoutLongRuns(frames.trimFrames(site.stack)).map((frame) => locateInSource(frame));
    const key = frames.frameKey(stack);
    const known = merged.get(key);
    merged.set(key, {
      pid: process.pid,
      stack,
      survivingBytes: site.survivingBytes + (known?.survivingBytes ?? 0),
      survivingCount: (sampleCounts.get(site.nodeId) ?? 0) + (known?.survivingCount ?? 0),
    });
  }
  return [...merged.values()].sort((a, b) => b.survivingBytes - a.survivingBytes);
}

export = profileStacks;
