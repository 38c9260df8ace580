import path = require('node:path');

/** Programs that only start another one. Their heap moves on its own and would blur the target's floors. */
const wrapperNames: ReadonlySet<string> = new Set([
  'npm',
  'npx',
  'npm-cli',
  'npx-cli',
  'yarn',
  'yarnpkg',
  'pnpm',
  'pnpx',
  'corepack',
]);

/** Tells a package manager from a program worth measuring, by the script that the process runs. */
function agentRole(script: string | undefined): 'program' | 'wrapper' {
  const name = path.basename(script ?? '').replace(/\.[cm]?js$/, '');
  return wrapperNames.has(name) ? 'wrapper' : 'program';
}

export = agentRole;
