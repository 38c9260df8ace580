import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { AttachedAgentOptions } from '../../../model/agent-protocol.js';
import { agentThreadPaths, attachedAgentPath } from '../../../platform/package-paths.js';

/** Where the agent's code says that it lies. There is no such file. Stacks leave out what is below this folder. */
const folder = '/leakline-agent/node';

const readThreads = (): Readonly<Record<string, string>> =>
  Object.fromEntries(agentThreadPaths.map((file) => [path.basename(file), readFileSync(file, 'utf8')]));

/**
 * Reads the agent. The result makes an expression that starts it in the process which evaluates it. `require` is the one
 * of the inspector's console.
 */
export function readAgent(): (options: Omit<AttachedAgentOptions, 'threadTexts'>) => string {
  const threadTexts = readThreads();
  const agent = readFileSync(attachedAgentPath, 'utf8');
  return (options) => `(() => {
const module = { exports: {} };
const load = process.getBuiltinModule ?? require;
(function (require, module, exports, __filename, __dirname) {${agent}
})(load.call(process, 'node:module').createRequire('${folder}/agent.cjs'), module, module.exports, '${folder}/agent.cjs', '${folder}/diagnose');
module.exports(${JSON.stringify({ ...options, threadTexts } satisfies AttachedAgentOptions)});
})()
//# sourceURL=${folder}/agent.cjs`;
}
