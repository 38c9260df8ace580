import { access, readdir } from 'node:fs/promises';
import path from 'node:path';
import { probeTimeoutMs, runProgram } from '../../platform/processes/run-program.js';

/** Debian keeps every version in this folder. The tool on PATH is only a wrapper. */
const debianRoot = '/usr/lib/postgresql';

/** The newest `pg_dump` or `pg_restore` in Debian's folder, else the one on PATH; null where there is none. */
export async function findClientTool(name: 'pg_dump' | 'pg_restore', signal: AbortSignal): Promise<string | null> {
  const versions = (await readdir(debianRoot).catch(() => [])).sort((a, b) => Number(b) - Number(a));
  for (const version of versions) {
    const file = path.join(debianRoot, version, 'bin', name);
    const isThere = await access(file).then(
      () => true,
      () => false,
    );
    if (isThere) return file;
  }
  const { exitCode, stdout } = await runProgram('sh', ['-c', `command -v ${name}`], {
    signal,
    timeoutMs: probeTimeoutMs,
  });
  return exitCode === 0 && stdout !== '' ? stdout : null;
}

/** Where a tool connects to, as variables, because every user of the machine can read a command line. */
export function connectionVariables(url: string): Readonly<Record<string, string>> {
  const { hostname, port, username, password, pathname } = new URL(url);
  return {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    LC_ALL: 'C',
    PGHOST: decodeURIComponent(hostname).replace(/^\[(.*)\]$/, '$1'),
    PGPORT: port === '' ? '5432' : port,
    PGUSER: decodeURIComponent(username),
    PGPASSWORD: decodeURIComponent(password),
    PGDATABASE: decodeURIComponent(pathname.slice(1)),
  };
}
