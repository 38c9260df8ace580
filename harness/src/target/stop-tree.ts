import { setTimeout as delay } from 'node:timers/promises';
import type { TargetEnd } from '../model/target.js';
import { killProcesses } from '../platform/processes/kill-processes.js';
import { sendSignal } from '../platform/processes/signals.js';
import type { TargetHooks } from './target-spec.js';
import { ignoredSigterm, leftOrphans, notEnded } from './target-warnings.js';

const pollIntervalMs = 10;
/** Children often end a moment after their parent. Cluster workers, for example, notice that the primary is gone. */
const orphanGraceMs = 500;
/**
 * SIGKILL takes milliseconds. A process that lives longer belongs to another user, or waits in the kernel for a disk
 * that does not answer.
 */
const killPatienceMs = 5_000;

export interface StoppableTree {
  readonly name: string;
  readonly rootPid: number;
  /** Whether the root may not pass a signal on (a shell, npm). */
  readonly isWrapper: boolean;
  readonly graceMs: number;
  readonly ended: Promise<TargetEnd>;
  readPids(): readonly number[];
}

/** Resolves with true when the whole tree is gone in time. */
async function isGoneWithin(tree: StoppableTree, waitMs: number): Promise<boolean> {
  const untilMs = performance.now() + waitMs;
  while (tree.readPids().length > 0) {
    if (performance.now() >= untilMs) return false;
    await delay(pollIntervalMs);
  }
  return true;
}

function signalAll(tree: StoppableTree, signal: NodeJS.Signals): void {
  for (const pid of tree.readPids()) sendSignal(pid, signal);
}

/** Kills again and again, because a process may be forked between the look and the kill. */
async function killAll(tree: StoppableTree, onWarning: TargetHooks['onWarning']): Promise<void> {
  const untilMs = performance.now() + killPatienceMs;
  do killProcesses(tree.readPids);
  while (!(await isGoneWithin(tree, pollIntervalMs)) && performance.now() < untilMs);
  const left = tree.readPids();
  if (left.length > 0) onWarning('TARGET_NOT_ENDED', notEnded(tree.name, left));
}

async function endOrphans(tree: StoppableTree, onWarning: TargetHooks['onWarning']): Promise<void> {
  if (await isGoneWithin(tree, orphanGraceMs)) return;
  onWarning('TARGET_ORPHANS', leftOrphans(tree.name, tree.readPids()));
  signalAll(tree, 'SIGTERM');
  if (!(await isGoneWithin(tree, orphanGraceMs))) await killAll(tree, onWarning);
}

/** Sends SIGTERM, waits, and kills what is left of the tree. */
export async function stopTree(tree: StoppableTree, onWarning: TargetHooks['onWarning']): Promise<void> {
  if (tree.isWrapper) signalAll(tree, 'SIGTERM');
  else if (tree.readPids().includes(tree.rootPid)) sendSignal(tree.rootPid, 'SIGTERM');
  const timer = new AbortController();
  const timeout = delay(tree.graceMs, null, { signal: timer.signal }).catch(() => null);
  const end = await Promise.race([tree.ended, timeout]);
  timer.abort();
  if (end !== null) return endOrphans(tree, onWarning);
  onWarning('TARGET_IGNORED_SIGTERM', ignoredSigterm(tree.name, tree.graceMs));
  await killAll(tree, onWarning);
}
