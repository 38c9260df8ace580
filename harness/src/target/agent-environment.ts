import type { AgentMode, AgentModeVariable, AgentSocketVariable } from '../model/agent-protocol.js';
import { agentPreloadPath } from '../platform/package-paths.js';

const socketVariable: AgentSocketVariable = 'LEAKLINE_AGENT_SOCKET';
const modeVariable: AgentModeVariable = 'LEAKLINE_AGENT_MODE';

/** Quotes a path for NODE_OPTIONS, where a backslash escapes inside double quotes. */
const quoteOption = (value: string): string => `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

/** Variables that put the agent into every Node.js process of a tree; the user's own NODE_OPTIONS stay. */
export function agentEnvironment(
  socketPath: string,
  nodeOptions: string | undefined,
  mode: AgentMode = 'measure',
): Record<string, string> {
  const preload = `--require ${quoteOption(agentPreloadPath)}`;
  return {
    // First, so that the agent is in place before what the user preloads.
    NODE_OPTIONS: nodeOptions === undefined || nodeOptions === '' ? preload : `${preload} ${nodeOptions}`,
    [socketVariable]: socketPath,
    [modeVariable]: mode,
  };
}
