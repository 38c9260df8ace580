import { access, realpath } from 'node:fs/promises';
import path from 'node:path';
import { probeTimeoutMs, runProgram } from '../../platform/processes/run-program.js';

/** A server that is installed on the machine, and how to make its system tables. */
export interface MysqlInstallation {
  readonly server: string;
  /** Null where the server makes them itself (`--initialize-insecure`), as MySQL does. */
  readonly installDb: string | null;
}

/** Servers are often installed in folders that only root's PATH has. */
const serverFolders = ['/usr/sbin', '/usr/local/sbin', '/usr/local/bin', '/opt/homebrew/bin'];
const servers = ['mariadbd', 'mysqld'] as const;
const installers = ['mariadb-install-db', 'mysql_install_db'] as const;

async function findProgram(names: readonly string[], signal: AbortSignal): Promise<string | null> {
  for (const name of names) {
    const options = { signal, timeoutMs: probeTimeoutMs };
    const { exitCode, output } = await runProgram('sh', ['-c', `command -v ${name}`], options);
    if (exitCode === 0 && output !== '') return realpath(output);
    for (const folder of serverFolders) {
      const file = path.join(folder, name);
      const isThere = await access(file).then(
        () => true,
        () => false,
      );
      if (isThere) return realpath(file);
    }
  }
  return null;
}

/** Finds MariaDB or MySQL on the machine. */
export async function findLocalMysql(signal: AbortSignal): Promise<MysqlInstallation> {
  const server = await findProgram(servers, signal);
  if (server === null) throw new Error(`no \`${servers.join('` or `')}\` on PATH or in ${serverFolders[0]}`);
  const { exitCode, how, output } = await runProgram(server, ['--no-defaults', '--version'], {
    signal,
    timeoutMs: probeTimeoutMs,
  });
  if (exitCode !== 0) throw new Error(`\`${server} --version\` ${how}`);
  if (!/mariadb/i.test(output)) return { server, installDb: null };
  const installDb = await findProgram(installers, signal);
  if (installDb === null) throw new Error(`no \`${installers.join('` or `')}\` beside ${server}`);
  return { server, installDb };
}
