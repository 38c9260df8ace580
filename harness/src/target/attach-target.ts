import { setTimeout as delay } from 'node:timers/promises';
import type { AgentGroup, Target, TargetEnd } from '../model/target.js';
import { createProcessTree } from '../platform/processes/process-tree.js';
import { readFileLimit } from '../platform/processes/procfs.js';

/** A service that someone else started and keeps running. */
export interface AttachSpec {
  readonly name: string;
  /** Without a trailing slash. */
  readonly baseUrl: string;
  /** Null where none is given. Then only what the services behind it can tell is measured. */
  readonly pid: number | null;
}

/** The agents in a service that runs already. */
export interface AttachedAgents {
  readonly agents: AgentGroup;
  /** The path, as we see it, of the socket that they are connected to. */
  readonly socketPath: string;
  /** The processes that carry one. */
  readonly pids: readonly number[];
  /** Takes them out again. */
  release(): Promise<void>;
}

const endPollMs = 250;
/** The value of `Target.pid` where no pid is known. */
const unknownPid = 0;

/**
 * Attaches to a running service. `stop` leaves it running.
 *
 * @param carried the agents that were put into it; null for none.
 */
export function attachTarget(
  { name, baseUrl, pid }: AttachSpec,
  carried: Pick<AttachedAgents, 'agents' | 'release'> | null = null,
): Target {
  const tree = pid === null ? null : createProcessTree(pid, false);
  const released = new AbortController();

  /** We are not its parent, so we can learn that it ended, but not how. */
  async function watch(): Promise<TargetEnd> {
    const isRunning = (): boolean => tree === null || tree.readPids()[0] === pid;
    while (!released.signal.aborted && isRunning()) {
      await delay(endPollMs, undefined, { signal: released.signal, ref: false }).catch(() => undefined);
    }
    return { exitCode: null, signal: null, wasAsked: released.signal.aborted };
  }

  const ended = watch();
  return {
    name,
    baseUrl,
    pid: pid ?? unknownPid,
    agents: carried?.agents ?? null,
    fileLimit: pid === null ? null : readFileLimit(pid),
    pids: async () => tree?.readPids() ?? [],
    ended,
    outputTail: () => '',
    stop: async () => {
      released.abort();
      await carried?.release();
      return ended;
    },
  };
}
