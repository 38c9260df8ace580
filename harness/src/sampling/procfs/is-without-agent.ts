import path from 'node:path';
import type { AgentSocketVariable } from '../../model/agent-protocol.js';
import type { AgentReading } from '../../model/target.js';
import { agentPreloadPath } from '../../platform/package-paths.js';
import { readProgramFile, readVariable } from '../../platform/processes/procfs.js';

const socketVariable: AgentSocketVariable = 'LEAKLINE_AGENT_SOCKET';

/** `node`, wherever it lies; null when the process has gone. */
function programOf(pid: number): string | null {
  const file = readProgramFile(pid);
  return file === null ? null : path.basename(file);
}

/** Package managers are given the agent as well, and a process that has just been started has not dialled yet. */
const wasGivenAgent = (pid: number): boolean =>
  readVariable(pid, socketVariable) !== null && (readVariable(pid, 'NODE_OPTIONS') ?? '').includes(agentPreloadPath);

/**
 * Whether a process runs the program of one with an agent, and was started without it: in an environment of its own. What
 * is in its heap nobody knows.
 */
export function isWithoutAgent(pid: number, agents: readonly Pick<AgentReading, 'pid'>[]): boolean {
  if (agents.some((agent) => agent.pid === pid)) return false;
  const program = programOf(pid);
  return program !== null && agents.some((agent) => programOf(agent.pid) === program) && !wasGivenAgent(pid);
}
