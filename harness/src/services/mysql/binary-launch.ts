import { chown, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { OsUser } from '../../platform/processes/os-user.js';
import type { ProcessMark } from '../../platform/processes/process-mark.js';
import { runProgram } from '../../platform/processes/run-program.js';
import { findUnprivilegedUser } from '../../platform/processes/unprivileged-user.js';
import { createPassword } from '../create-password.js';
import { startFailed } from '../service-messages.js';
import type { MysqlInstallation } from './binaries.js';
import type { Admin } from './own-server-access.js';
import type { MysqlLaunch } from './own-server-provider.js';
import { throwAwaySettings } from './own-server-settings.js';

/** A fixed environment. It has no options of the user's, but the PATH that the script for the system tables needs. */
const env = { LC_ALL: 'C', TZ: 'UTC', HOME: '/nonexistent', PATH: '/usr/sbin:/usr/bin:/sbin:/bin' };

const pidFile = 'mysqld.pid';

/** Runs a server binary as a user that it accepts. */
export async function createBinaryLaunch(
  installation: MysqlInstallation,
  maxConnections: number,
  signal: AbortSignal,
): Promise<MysqlLaunch> {
  const user = await findUnprivilegedUser(['mysql', 'nobody'], signal);
  const admin = { name: 'leakline_admin', password: createPassword() };
  return {
    admin,
    owner: user,
    pidFile,
    readyTimeoutMs: 30_000,
    prepare: async (folder, mark) => {
      await initialiseData({ installation, folder, user, mark }, signal);
      await writeInitFile(folder, admin, user);
    },
    command: (folder, port) => ({
      command: installation.server,
      args: [
        '--no-defaults',
        `--datadir=${path.join(folder, 'data')}`,
        `--tmpdir=${folder}`,
        `--pid-file=${path.join(folder, pidFile)}`,
        // Only the owner can enter this folder.
        `--socket=${path.join(folder, 'mysqld.sock')}`,
        `--init-file=${path.join(folder, 'init.sql')}`,
        '--bind-address=127.0.0.1',
        `--port=${port}`,
        ...throwAwaySettings(maxConnections),
      ],
      cwd: folder,
      env,
      user,
    }),
  };
}

/**
 * Writes statements that run before the server accepts connections. So nobody meets the `root` of a new server, which
 * has no password.
 */
async function writeInitFile(folder: string, { name, password }: Admin, user: OsUser | null): Promise<void> {
  const file = path.join(folder, 'init.sql');
  const statements = [
    `ALTER USER 'root'@'localhost' IDENTIFIED BY '${password}'`,
    `CREATE USER '${name}'@'%' IDENTIFIED BY '${password}'`,
    `GRANT ALL PRIVILEGES ON *.* TO '${name}'@'%' WITH GRANT OPTION`,
  ];
  await writeFile(file, `${statements.join(';\n')};\n`, { mode: 0o600 });
  if (user !== null) await chown(file, user.uid, user.gid);
}

/** It takes some seconds on an idle machine, but disks of build machines are slow. */
const initTimeoutMs = 120_000;

interface DataSpec {
  readonly installation: MysqlInstallation;
  readonly folder: string;
  readonly user: OsUser | null;
  readonly mark: ProcessMark;
}

async function initialiseData({ installation, folder, user, mark }: DataSpec, signal: AbortSignal): Promise<void> {
  const { server, installDb } = installation;
  // MariaDB clears its temporary folder when it starts. In a shared one it would remove the tables of others.
  const places = [`--datadir=${path.join(folder, 'data')}`, `--tmpdir=${folder}`];
  const [command, args] =
    installDb === null
      ? [server, ['--no-defaults', '--initialize-insecure', ...places]]
      : [installDb, ['--no-defaults', '--auth-root-authentication-method=normal', '--skip-test-db', ...places]];
  const options = {
    signal,
    cwd: folder,
    env,
    user,
    timeoutMs: initTimeoutMs,
    mark,
  };
  const { exitCode, how, output } = await runProgram(command, args, options);
  if (exitCode !== 0) throw startFailed(command, how, output);
}
