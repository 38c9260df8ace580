import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of the installed package. This file is two folders below it, both in `src` and in `dist`. */
export const packageRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** The agents of all runtimes, as they are built. */
export const agentsFolder = path.join(packageRoot, 'dist/agents');

/**
 * The script that target processes preload. It is always the built file, even when Leakline itself runs from source,
 * because the target's Node.js does not know TypeScript.
 */
export const agentPreloadPath = path.join(packageRoot, 'dist/agents/node/preload.cjs');

/** The agent for processes that run already, as one text, and the threads that it may start. They are built files too. */
export const attachedAgentPath = path.join(packageRoot, 'dist/agents/node/attached-agent.bundle.cjs');
export const agentThreadPaths: readonly string[] = [
  path.join(packageRoot, 'dist/agents/node/follow/debugger-thread.cjs'),
];

/**
 * The script that the processes of a service preload when it is asked for its routes. It is the built file too, for the
 * same reason.
 */
/** The folder that `PYTHONPATH` has to begin with, so that Python processes load the agent. */
export const pythonAgentPath = path.join(packageRoot, 'dist/agents/python');

export const routesPreloadPath = path.join(packageRoot, 'dist/agents/node/routes/preload.cjs');

/** The built page of a report, one file without data. The workspace `page` makes it, and it is copied here. */
export const reportTemplatePath = path.join(packageRoot, 'dist/page/index.html');

/**
 * The script of the thread that reads heap snapshots. It is the built file too, because threads do not inherit a loader
 * for TypeScript.
 */
export const heapWorkerPath = path.join(packageRoot, 'dist/attribution/node/heap/heap-worker.js');

/** The program that shows what effect the agent's switches have on V8. */
export const steadyCodeProofPath = path.join(packageRoot, 'dist/agents/node/steady-code-proof.cjs');
