import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of the installed package; this file lies two folders below it both in `src` and in `dist`. */
export const packageRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/**
 * The script that target processes preload. Always the built file, also when Leakline itself runs from source,
 * because the target's Node.js knows nothing of TypeScript.
 */
export const agentPreloadPath = path.join(packageRoot, 'dist/agents/node/preload.cjs');

/** What processes of a service preload that is asked for its routes. The built file, for the same reason. */
export const routesPreloadPath = path.join(packageRoot, 'dist/agents/node/routes/preload.cjs');

/** The built page of a report, one file without data. It is made by the workspace `page` and copied here. */
export const reportTemplatePath = path.join(packageRoot, 'dist/page/index.html');

/** The script of the thread that reads heap snapshots. The built file too: threads do not inherit a loader of TypeScript. */
export const heapWorkerPath = path.join(packageRoot, 'dist/attribution/node/heap/heap-worker.js');

/** The program that shows what V8 makes of the agent's switches. */
export const steadyCodeProofPath = path.join(packageRoot, 'dist/agents/node/steady-code-proof.cjs');
