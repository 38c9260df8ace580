import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const inFolder = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

function runTool(command: string, ...args: readonly string[]): void {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${error?.message ?? status}`);
}

/** Installs the packages of the services where they are missing. */
export function installPackages(): void {
  // npm writes this file last: an install that was interrupted is made anew.
  if (!existsSync(inFolder('node_modules/.package-lock.json')))
    runTool('npm', 'ci', '--silent', '--prefix', inFolder('.'));
}

/** Compiles the shop that is written in TypeScript into its `dist`. Its packages are needed for that, so `tsc -b` leaves it out. */
export function compileNestShop(): void {
  runTool(inFolder('../../node_modules/.bin/tsc'), '-p', inFolder('services/nest-shop'));
}
