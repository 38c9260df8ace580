import agentRole = require('../agent-role.cjs');

import type { RoutesFolderVariable } from '../../../model/known-route.js' with { 'resolution-mode': 'import' };

import type handOver = require('./hand-over.cjs');
import type watchModules = require('./watch-modules.cjs');

const folderVariable: RoutesFolderVariable = 'LEAKLINE_ROUTES_FOLDER';

/** Entry point, preloaded into every Node.js process of a service that `leakline init` asks for its routes. */
function preload(): void {
  const folder = process.env[folderVariable];
  if (folder === undefined || folder === '' || agentRole(process.argv[1]) === 'wrapper') return;
  (require('./watch-modules.cjs') as typeof watchModules)();
  (require('./hand-over.cjs') as typeof handOver)(folder);
}

try {
  preload();
} catch {
  // The service runs on as if we were not there. Its routes stay unknown then.
}
