import path from 'node:path';
import type { AgentMode, AgentModeVariable, AgentSocketVariable } from '../../model/agent-protocol.js';
import { pythonAgentPath } from '../../platform/package-paths.js';

const socketVariable: AgentSocketVariable = 'LEAKLINE_AGENT_SOCKET';
const modeVariable: AgentModeVariable = 'LEAKLINE_AGENT_MODE';

/**
 * The variables that put the agent into every Python process of a tree: `site` imports the `sitecustomize` that it finds
 * first. The user's own PYTHONPATH is kept.
 */
export const pythonAgentEnvironment = (
  socketPath: string,
  pythonPath: string | undefined,
  mode: AgentMode,
): Record<string, string> => ({
  PYTHONPATH: [pythonAgentPath, pythonPath].filter(Boolean).join(path.delimiter),
  [socketVariable]: socketPath,
  [modeVariable]: mode,
});
