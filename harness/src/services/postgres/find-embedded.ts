import path from 'node:path';
import type { PostgresInstallation } from './binaries.js';
import { scriptsNotRun } from './embedded-messages.js';
import { findInProject, isLinked, linkLibraries, platformPackage } from './embedded-package.js';
import { fetchCommand, fetchEmbedded, findInCache } from './fetch-embedded.js';

const installationIn = (packageFolder: string): PostgresInstallation => ({ root: path.join(packageFolder, 'native') });

/**
 * The installation among the project's packages, else the one that was fetched; null where there is neither.
 *
 * @throws Error where the project's cannot be used.
 */
export async function findEmbeddedPostgres(cache: string, signal: AbortSignal): Promise<PostgresInstallation | null> {
  const inProject = findInProject();
  if (inProject !== null) {
    if (!isLinked(inProject)) throw scriptsNotRun(platformPackage, inProject);
    return installationIn(inProject);
  }
  const inCache = findInCache(cache);
  if (inCache === null) return null;
  // A person may have put it there by hand, with an npm that runs no scripts.
  if (!isLinked(inCache)) await linkLibraries(inCache, signal);
  return installationIn(inCache);
}

/** The same, but fetches it through npm where there is neither. */
export async function obtainEmbeddedPostgres(
  cache: string,
  signal: AbortSignal,
  onFetch: (command: string) => void,
): Promise<PostgresInstallation> {
  const found = await findEmbeddedPostgres(cache, signal);
  if (found !== null) return found;
  onFetch(fetchCommand(cache));
  return installationIn(await fetchEmbedded(cache, signal));
}
