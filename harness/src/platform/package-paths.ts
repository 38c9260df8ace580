import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of the installed package; this file lies two folders below it both in `src` and in `dist`. */
export const packageRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/**
 * The script that target processes preload. Always the built file, also when Leakline itself runs from source,
 * because the target's Node.js knows nothing of TypeScript.
 */
export const agentPreloadPath = path.join(packageRoot, 'dist/agent/preload.cjs');

/** The built, single-file report page into which a report's data is put. */
export const reportTemplatePath = path.join(packageRoot, 'dist/report/html/index.html');
