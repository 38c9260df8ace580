import { access, cp, readdir } from 'node:fs/promises';
import path from 'node:path';
import { isReachableBy, type OsUser } from '../../platform/processes/os-user.js';
import { probeTimeoutMs, runProgram } from '../../platform/processes/run-program.js';

/** An installation of PostgreSQL: `bin/initdb`, `bin/postgres` and what they need beside them. */
export interface PostgresInstallation {
  readonly root: string;
}

/** Whom a server is run as where we are root. */
export const serverUsers = ['postgres', 'nobody'] as const;

/** Debian keeps the server out of PATH. */
const debianRoot = '/usr/lib/postgresql';

/** The newest PostgreSQL of the machine: on PATH, else below Debian's folder. */
export async function findLocalPostgres(signal: AbortSignal): Promise<PostgresInstallation> {
  const onPath = await findOnPath(signal);
  const versions = (await readdir(debianRoot).catch(() => [])).sort((a, b) => Number(b) - Number(a));
  for (const root of [...versions.map((version) => path.join(debianRoot, version)), ...onPath]) {
    if (await canRead(path.join(root, 'bin', 'initdb'))) return { root };
  }
  throw new Error(`no \`initdb\` on PATH or in ${debianRoot}/*/bin`);
}

/** `command -v` lets the shell search PATH; links are followed, because `initdb` looks for its files beside itself. */
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

/** Headers and static libraries are 15 MB that no server needs. */
const isNeeded = (source: string) => !source.endsWith('.a') && !source.endsWith(`${path.sep}include`);

/**
 * An installation that `user` can run. A checkout in root's private home cannot be entered by anyone else, so the
 * installation is then copied into the server's own folder.
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
