import { accessSync, constants } from 'node:fs';
import { chown } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { AgentMode } from '../model/agent-protocol.js';
import type { SnapshotHome } from '../model/target.js';
import { createProcessTree } from '../platform/processes/process-tree.js';
import { isAmong, isApart, readProgramBaseName, readUserId } from '../platform/processes/procfs.js';
import { watchFolder } from '../platform/processes/watchdog.js';
import type { RuntimeAttach } from '../runtimes/runtime-module.js';
import { agentRuntimes } from '../runtimes/runtimes.js';
import { type AgentChannel, agentFolderPath, openAgentChannel } from './agent-channel.js';
import type { AttachedAgents } from './attach-target.js';
import { dialProcess } from './dial-process.js';
import { attachedAgentSilent, attachedProcessForeign, noWayIn } from './target-errors.js';
import type { TargetHooks } from './target-spec.js';
import { agentDropped } from './target-warnings.js';

export interface AttachAgentsSpec {
  readonly name: string;
  /** The root of the tree whose processes get the agent. */
  readonly pid: number;
  /** `measure` when left out. */
  readonly mode?: AgentMode;
  readonly countsAnswers: boolean;
}

/** The process is busy with requests, so its agent's greeting may be late. */
const greetingMs = 10_000;
const pollMs = 10;

interface Candidate {
  readonly pid: number;
  readonly attach: RuntimeAttach;
}

const candidatesIn = (pids: readonly number[]): readonly Candidate[] =>
  pids.flatMap((pid) => {
    const found = agentRuntimes.find(({ attach }) => attach?.recognises(pid) === true);
    return found?.attach ? [{ pid, attach: found.attach }] : [];
  });

function assertOurs(name: string, pid: number): void {
  try {
    accessSync(`/proc/${pid}/fd`, constants.R_OK | constants.X_OK);
    process.kill(pid, 0);
  } catch {
    throw attachedProcessForeign(name, pid);
  }
}

/** What comes before the path of a file that the process sees, where it sees other files than we do. */
const rootOf = (pid: number): string => (isApart(pid, 'mnt') ? `/proc/${pid}/root` : '');

/** Where a process can write. Null where it can write to what we make for ourselves. */
function homeOf(pid: number): SnapshotHome | null {
  const root = rootOf(pid);
  const own = process.getuid?.() ?? 0;
  const ownerId = readUserId(pid) ?? own;
  return root === '' && ownerId === own ? null : { root, ownerId };
}

/** Lets a process of another user reach the socket. Only root can give it away, and only root can attach there. */
async function giveAway({ socketPath }: AgentChannel, home: SnapshotHome | null): Promise<void> {
  if (home === null) return;
  for (const each of [path.dirname(socketPath), socketPath]) await chown(each, home.ownerId, -1);
}

async function untilGreeted({ agents }: AgentChannel, before: number, signal: AbortSignal): Promise<boolean> {
  const untilMs = performance.now() + greetingMs;
  while (agents.connected <= before) {
    if (performance.now() > untilMs) return false;
    await delay(pollMs, undefined, { signal });
  }
  return true;
}

/** Whether an agent could be put into a process of the tree. */
export const isAttachable = (pid: number): boolean => candidatesIn(createProcessTree(pid, false).readPids()).length > 0;

/**
 * Puts agents into the processes of a tree that runs already, one after the other, because all of them would open their
 * inspector at the same port. Processes that are started later get none.
 *
 * @throws HarnessError `ATTACH_UNSUPPORTED`, `ATTACH_REFUSED`, `ATTACH_FAILED`
 */
export async function attachAgents(spec: AttachAgentsSpec, hooks: TargetHooks): Promise<AttachedAgents> {
  const { name, mode = 'measure', countsAnswers } = spec;
  const tree = createProcessTree(spec.pid, false);
  assertOurs(name, spec.pid);
  const candidates = candidatesIn(tree.readPids());
  if (candidates.length === 0) throw noWayIn(name, spec.pid, readProgramBaseName(spec.pid));
  const home = homeOf(spec.pid);
  const root = home?.root ?? '';
  const folder = root === '' ? agentFolderPath() : root + agentFolderPath('/tmp');
  const watchdog = watchFolder(folder);
  let isTold = false;
  const opening = openAgentChannel({
    folder,
    mode,
    snapshotHome: home,
    isMember: (pid) => isAmong(tree.readPids(), pid),
    onDropped: (_hello, why) => {
      if (!isTold) hooks.onWarning('AGENT_DROPPED', agentDropped(name, why));
      isTold = true;
    },
  });
  const channel = await opening.catch(async (error: unknown) => {
    await watchdog.release();
    throw error;
  });
  const release = async (): Promise<void> => {
    await channel.close();
    await watchdog.release();
  };
  const socketPath = channel.socketPath.slice(root.length);
  try {
    await giveAway(channel, home);
    for (const { pid, attach } of candidates) {
      hooks.signal.throwIfAborted();
      const before = channel.agents.connected;
      const running = { pid, target: name, dial: (port: number) => dialProcess(pid, port) };
      await attach.enter(running, { socketPath, mode, countsAnswers });
      if (!(await untilGreeted(channel, before, hooks.signal))) throw attachedAgentSilent(name, pid, greetingMs);
    }
  } catch (error) {
    await release();
    throw error;
  }
  return { agents: channel.agents, pids: candidates.map(({ pid }) => pid), release };
}
