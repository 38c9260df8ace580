import type { AgentMode, AgentModeVariable, AgentSocketVariable } from '../../model/agent-protocol.js';
import type { RoutesFolderVariable } from '../../model/known-route.js';
import { agentPreloadPath, routesPreloadPath } from '../../platform/package-paths.js';

const socketVariable: AgentSocketVariable = 'LEAKLINE_AGENT_SOCKET';
const modeVariable: AgentModeVariable = 'LEAKLINE_AGENT_MODE';
const routesFolderVariable: RoutesFolderVariable = 'LEAKLINE_ROUTES_FOLDER';

/** Quotes a path for NODE_OPTIONS, where a backslash escapes inside double quotes. */
const quoteOption = (value: string): string => `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

/** What finds packages under Yarn's Plug'n'Play, whose agent is a file that only it can read. */
const plugAndPlay = /(?:--require|-r)[ =](?:"(?:[^"\\]|\\.)*\.pnp\.c?js"|\S*\.pnp\.c?js)(?=\s|$)/;

/**
 * `NODE_OPTIONS` with a preload. First, so that it is in place before what the user preloads; but not before what it is
 * found with.
 */
function withPreload(file: string, nodeOptions = ''): string {
  const preload = `--require ${quoteOption(file)}`;
  const [finder] = plugAndPlay.exec(nodeOptions) ?? [];
  const rest = finder === undefined ? nodeOptions : nodeOptions.replace(finder, '');
  return [finder, preload, rest.trim()].filter(Boolean).join(' ');
}

/** Variables that have every Node.js process of a tree tell its routes, in files of the folder. */
export const routesEnvironment = (folder: string, nodeOptions: string | undefined): Record<string, string> => ({
  NODE_OPTIONS: withPreload(routesPreloadPath, nodeOptions),
  [routesFolderVariable]: folder,
});

/** Variables that put the agent into every Node.js process of a tree; the user's own NODE_OPTIONS stay. */
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
