import type { AgentMode, AgentModeVariable, AgentSocketVariable } from '../../model/agent-protocol.js';
import type { RoutesFolderVariable } from '../../model/known-route.js';
import { agentPreloadPath, routesPreloadPath } from '../../platform/package-paths.js';

const socketVariable: AgentSocketVariable = 'LEAKLINE_AGENT_SOCKET';
const modeVariable: AgentModeVariable = 'LEAKLINE_AGENT_MODE';
const routesFolderVariable: RoutesFolderVariable = 'LEAKLINE_ROUTES_FOLDER';

/** Quotes a path for NODE_OPTIONS. Inside double quotes a backslash is an escape there. */
const quoteOption = (value: string): string => `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

/**
 * The option that loads Yarn's Plug'n'Play. Where Leakline is installed with it, the agent is a file that only
 * Plug'n'Play can read.
 */
const plugAndPlay = /(?:--require|-r)[ =](?:"(?:[^"\\]|\\.)*\.pnp\.c?js"|\S*\.pnp\.c?js)(?=\s|$)/;

/**
 * Adds a preload to `NODE_OPTIONS`. It comes before what the user preloads, but after Plug'n'Play, which has to find
 * it.
 */
function withPreload(file: string, nodeOptions = ''): string {
  const preload = `--require ${quoteOption(file)}`;
  const [finder] = plugAndPlay.exec(nodeOptions) ?? [];
  const rest = finder === undefined ? nodeOptions : nodeOptions.replace(finder, '');
  return [finder, preload, rest.trim()].filter(Boolean).join(' ');
}

/** The variables that make every Node.js process of a tree write its routes into files of the folder. */
export const routesEnvironment = (folder: string, nodeOptions: string | undefined): Record<string, string> => ({
  NODE_OPTIONS: withPreload(routesPreloadPath, nodeOptions),
  [routesFolderVariable]: folder,
});

/** The variables that put the agent into every Node.js process of a tree. The user's own NODE_OPTIONS are kept. */
export function agentEnvironment(
  socketPath: string,
  nodeOptions: string | undefined,
  mode: AgentMode = 'measure',
): Record<string, string> {
  return {
    NODE_OPTIONS: withPreload(agentPreloadPath, nodeOptions),
    [socketVariable]: socketPath,
    [modeVariable]: mode,
  };
}
