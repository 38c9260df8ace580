import { access, cp, readdir } from 'node:fs/promises';
import path from 'node:path';
import { isReachableBy, type OsUser } from '../../platform/processes/os-user.js';
import { probeTimeoutMs, runProgram } from '../../platform/processes/run-program.js';

/** An installation of PostgreSQL, with `bin/initdb`, `bin/postgres` and the files that these need. */
export interface PostgresInstallation {
  readonly root: string;
}

/** The users that a server may run as where we are root. */
export const serverUsers = ['postgres', 'nobody'] as const;

/** Debian installs servers here, which is not on PATH. */
const debianRoot = '/usr/lib/postgresql';

/** Finds PostgreSQL on the machine: the newest version in Debian's folder, else the one on PATH. */
export async function findLocalPostgres(signal: AbortSignal): Promise<PostgresInstallation> {
  const onPath = await findOnPath(signal);
  const versions = (await readdir(debianRoot).catch(() => [])).sort((a, b) => Number(b) - Number(a));
  for (const root of [...versions.map((version) => path.join(debianRoot, version)), ...onPath]) {
    if (await canRead(path.join(root, 'bin', 'initdb'))) return { root };
  }
  throw new Error(`no \`initdb\` on PATH or in ${debianRoot}/*/bin`);
}

/**
 * Lets the shell search PATH by `command -v`. Links are followed, because `initdb` looks for its files beside itself.
 */
async function findOnPath(signal: AbortSignal): Promise<readonly string[]> {
  const script = 'readlink -f "$(command -v initdb)"';
  const { exitCode, output } = await runProgram('sh', ['-c', script], { signal, timeoutMs: probeTimeoutMs });
  return exitCode === 0 && output !== '' ? [path.dirname(path.dirname(output))] : [];
}

async function canRead(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

/** Headers and static libraries have 15 MB, and no server needs them. */
const isNeeded = (source: string) => !source.endsWith('.a') && !source.endsWith(`${path.sep}include`);

/**
 * An installation that `user` can run. Nobody else can enter a checkout in root's private home, so the installation is
 * then copied into the server's own folder.
 */
export async function makeReachable(
  installation: PostgresInstallation,
  user: OsUser | null,
  folder: string,
): Promise<PostgresInstallation> {
  if (await isReachableBy(user, path.join(installation.root, 'bin', 'postgres'))) return installation;
  const root = path.join(folder, 'postgresql');
  await cp(installation.root, root, { recursive: true, verbatimSymlinks: true, filter: isNeeded });
  return { root };
}
