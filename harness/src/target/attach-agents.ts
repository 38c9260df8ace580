import { accessSync, constants, readlinkSync } from 'node:fs';
import { chown } from 'node:fs/promises';
import { connect } from 'node:net';
import path from 'node:path';
import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { AgentMode } from '../model/agent-protocol.js';
import { createProcessTree } from '../platform/processes/process-tree.js';
import { isAmong, isApart, readProgramBaseName, readUserId } from '../platform/processes/procfs.js';
import { watchFolder } from '../platform/processes/watchdog.js';
import type { RuntimeAttach } from '../runtimes/runtime-module.js';
import { agentRuntimes } from '../runtimes/runtimes.js';
import { type AgentChannel, agentFolderPath, openAgentChannel } from './agent-channel.js';
import type { AttachedAgents } from './attach-target.js';
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
  /**
   * Opens a connection to a port of a process's own loopback interface. When left out, it is our loopback interface as
   * well.
   */
  readonly dial?: (pid: number, port: number) => Duplex;
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
    // Root in a container may open the folder, and without SYS_PTRACE it may not follow what is in it.
    readlinkSync(`/proc/${pid}/cwd`);
    process.kill(pid, 0);
  } catch {
    throw attachedProcessForeign(name, pid);
  }
}

/** What comes before the path of a file that the process sees, where it sees other files than we do. */
const rootOf = (pid: number): string => (isApart(pid, 'mnt') ? `/proc/${pid}/root` : '');

/** Lets a process of another user reach the socket. Only root can give it away, and only root can attach there. */
async function giveAway(paths: readonly string[], pid: number): Promise<void> {
  const owner = readUserId(pid);
  if (owner === null || owner === process.getuid?.()) return;
  for (const each of paths) await chown(each, owner, -1);
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
  const { name, mode = 'measure', countsAnswers, dial } = spec;
  const tree = createProcessTree(spec.pid, false);
  assertOurs(name, spec.pid);
  const candidates = candidatesIn(tree.readPids());
  if (candidates.length === 0) throw noWayIn(name, spec.pid, readProgramBaseName(spec.pid));
  const root = rootOf(spec.pid);
  const folder = root === '' ? agentFolderPath() : root + agentFolderPath('/tmp');
  const watchdog = watchFolder(folder);
  let isTold = false;
  const opening = openAgentChannel({
    folder,
    mode,
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
    await giveAway([path.dirname(channel.socketPath), channel.socketPath], spec.pid);
    for (const { pid, attach } of candidates) {
      hooks.signal.throwIfAborted();
      const before = channel.agents.connected;
      const running = { pid, target: name, dial: (port: number) => dial?.(pid, port) ?? connect(port, '127.0.0.1') };
      await attach.enter(running, { socketPath, mode, countsAnswers });
      if (!(await untilGreeted(channel, before, hooks.signal))) throw attachedAgentSilent(name, pid, greetingMs);
    }
  } catch (error) {
    await release();
    throw error;
  }
  const pids = candidates.map(({ pid }) => pid);
  return { agents: channel.agents, pids, socketPath: channel.socketPath, release };
}
