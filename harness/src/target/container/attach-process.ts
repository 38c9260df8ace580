import { readlinkSync } from 'node:fs';
import path from 'node:path';
import type { AgentMode } from '../../model/agent-protocol.js';
import type { Target, TargetContainer } from '../../model/target.js';
import { createProcRoot } from '../../platform/files/proc-root.js';
import { createProcessTree } from '../../platform/processes/process-tree.js';
import { isApart } from '../../platform/processes/procfs.js';
import { attachAgents, isAttachable } from '../attach-agents.js';
import { attachTarget } from '../attach-target.js';
import type { TargetHooks } from '../target-spec.js';
import { attached, attachOffered } from '../target-warnings.js';
import { agentsInside } from './agents-inside.js';
import type { ContainerFacts } from './container-facts.js';
import { dialInside } from './dial-inside.js';
import { createInsideView } from './inside-view.js';
import { readMemoryRoom } from './memory-room.js';

interface ProcessSpec {
  readonly name: string;
  readonly baseUrl: string;
  readonly pid: number;
}

function workingFolderOf(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return '/';
  }
}

/** What is to be known of the container around a process, whichever engine made it. Null where there is none. */
async function containerAround(pid: number, facts: ContainerFacts | null): Promise<TargetContainer | null> {
  if (!isApart(pid, 'mnt')) return null;
  const pids = createProcessTree(pid, false).readPids();
  return {
    root: createProcRoot(pid),
    workingFolder: facts?.workingFolder ?? workingFolderOf(pid),
    memoryRoomBytes: await readMemoryRoom(pid, pids, facts?.memoryLimitBytes ?? null),
  };
}

/**
 * Attaches to a running process, in a container or not, and puts the agent into it where that is wanted. `stop` takes
 * the agent out again and leaves the process running.
 *
 * @param agent null for none.
 * @param facts what the engine tells of its container; null where no engine was asked.
 */
export async function attachProcess(
  spec: ProcessSpec,
  agent: { readonly mode: AgentMode; readonly countsAnswers: boolean } | null,
  facts: ContainerFacts | null,
  hooks: TargetHooks,
): Promise<Target> {
  const { name, pid } = spec;
  const container = await containerAround(pid, facts);
  const around = container === null ? {} : { container };
  if (agent === null) {
    if (isAttachable(pid)) hooks.onWarning('ATTACH_OFFERED', attachOffered(name, pid));
    return { ...attachTarget(spec), ...around };
  }
  const dial = isApart(pid, 'net') ? { dial: dialInside } : {};
  const carried = await attachAgents({ name, pid, ...agent, ...dial }, hooks);
  hooks.onWarning('ATTACHED', attached(name, carried.pids));
  if (container === null) return attachTarget(spec, carried);
  const { root } = container;
  const view = createInsideView(pid, createProcessTree(pid, false).readPids);
  const here = path.dirname(carried.socketPath);
  const agents = agentsInside(carried.agents, view, { here, inside: here.slice(root.length) });
  return { ...attachTarget(spec, { ...carried, agents }), ...around };
}
