import type { AgentMode, AgentModeVariable, AgentSocketVariable } from '../model/agent-protocol.js';
import { agentPreloadPath } from '../platform/package-paths.js';

const socketVariable: AgentSocketVariable = 'LEAKLINE_AGENT_SOCKET';
const modeVariable: AgentModeVariable = 'LEAKLINE_AGENT_MODE';

/** Quotes a path for NODE_OPTIONS, where a backslash escapes inside double quotes. */
const quoteOption = (value: string): string => `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

/** What finds packages under Yarn's Plug'n'Play, whose agent is a file that only it can read. */
const plugAndPlay = /(?:--require|-r)[ =](?:"(?:[^"\\]|\\.)*\.pnp\.c?js"|\S*\.pnp\.c?js)(?=\s|$)/;

/** First, so that the agent is in place before what the user preloads; but not before what it is found with. */
function withPreload(nodeOptions: string): string {
  const preload = `--require ${quoteOption(agentPreloadPath)}`;
  const [finder] = plugAndPlay.exec(nodeOptions) ?? [];
  const rest = finder === undefined ? nodeOptions : nodeOptions.replace(finder, '');
  return [finder, preload, rest.trim()].filter(Boolean).join(' ');
}

/** Variables that put the agent into every Node.js process of a tree; the user's own NODE_OPTIONS stay. */
export function agentEnvironment(
  socketPath: string,
  nodeOptions: string | undefined,
  mode: AgentMode = 'measure',
): Record<string, string> {
  return {
    NODE_OPTIONS: withPreload(nodeOptions ?? ''),
    [socketVariable]: socketPath,
    [modeVariable]: mode,
  };
}
