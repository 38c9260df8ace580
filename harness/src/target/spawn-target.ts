import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { TargetEnd } from '../model/target.js';
import { guardExit } from '../platform/processes/exit-guard.js';
import { killProcesses } from '../platform/processes/kill-processes.js';
import { keepOutputTail, type OutputTail } from '../platform/processes/output-tail.js';
import type { ProcessMark } from '../platform/processes/process-mark.js';
import { createProcessTree } from '../platform/processes/process-tree.js';
import { parseCommand } from './command.js';
import { stopTree } from './stop-tree.js';
import { targetNotStarted } from './target-errors.js';
import type { TargetHooks, TargetSpec } from './target-spec.js';

/**
 * How long to wait for the end of the output. A child that outlives the root holds its pipes open, so the end may never
 * come.
 */
const lastWordsMs = 100;

/** A running process tree that we started. */
export interface SpawnedTarget {
  readonly pid: number;
  readonly output: OutputTail;
  readonly ended: Promise<TargetEnd>;
  readPids(): readonly number[];
  /** Ends the whole tree. Further calls return the same promise. */
  stop(): Promise<TargetEnd>;
}

async function launch(spec: TargetSpec, env: Record<string, string>, mark: ProcessMark) {
  const { isWrapper, ...program } = parseCommand(spec.command);
  const { file, args } = mark.command({ ...program, cwd: spec.cwd, searchPath: env.PATH ?? '' });
  if (!existsSync(spec.cwd)) throw targetNotStarted(spec.name, spec.command, spec.cwd, new Error('no such folder'));
  try {
    // `detached` gives it a session of its own, so that Ctrl-C in our terminal reaches only us, and we pass it on.
    const child = spawn(file, args, { cwd: spec.cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    await once(child, 'spawn');
    return { child, isWrapper };
  } catch (cause) {
    throw targetNotStarted(spec.name, spec.command, spec.cwd, cause as Error);
  }
}

/**
 * Resolves with the end of a process, once its output was read. Its last output, often the stack trace that explains
 * the end, is read after it has exited.
 */
async function watchEnd(child: ChildProcess, wasAsked: () => boolean): Promise<TargetEnd> {
  const closed = once(child, 'close').catch(() => undefined);
  const end = await new Promise<TargetEnd>((resolve) => {
    child.once('exit', (exitCode, signal) => resolve({ exitCode, signal, wasAsked: wasAsked() }));
  });
  await Promise.race([closed, delay(lastWordsMs, undefined, { ref: false })]);
  return end;
}

/** Starts the target's command. Rejects when there is no such program. */
export async function spawnTarget(
  spec: TargetSpec,
  env: Record<string, string>,
  mark: ProcessMark,
  onWarning: TargetHooks['onWarning'],
): Promise<SpawnedTarget> {
  let stopping: Promise<TargetEnd> | null = null;
  const { child, isWrapper } = await launch(spec, env, mark);
  const ended = watchEnd(child, () => stopping !== null);
  const pid = child.pid as number;
  const streams: readonly Readable[] = [child.stdout, child.stderr];
  const output = keepOutputTail(streams);
  const { readPids } = createProcessTree(pid, true, mark);
  const liftGuard = guardExit(() => killProcesses(readPids));

  async function stopOnce(): Promise<TargetEnd> {
    const { name, stopGraceMs } = spec;
    await stopTree({ name, rootPid: pid, isWrapper, graceMs: stopGraceMs, ended, readPids }, onWarning);
    for (const stream of streams) stream.destroy();
    liftGuard();
    return ended;
  }

  return {
    pid,
    output,
    ended,
    readPids,
    stop: () => {
      stopping ??= stopOnce();
      return stopping;
    },
  };
}
