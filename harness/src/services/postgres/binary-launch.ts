import { chown, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { OsUser } from '../../platform/processes/os-user.js';
import type { ProcessMark } from '../../platform/processes/process-mark.js';
import { runProgram } from '../../platform/processes/run-program.js';
import { findUnprivilegedUser } from '../../platform/processes/unprivileged-user.js';
import { createPassword } from '../create-password.js';
import { startFailed } from '../service-messages.js';
import { makeReachable, type PostgresInstallation, serverUsers } from './binaries.js';
import { adminName } from './own-server-access.js';
import type { PostgresLaunch } from './own-server-provider.js';
import { loopbackSettings, throwAwaySettings } from './own-server-settings.js';

/**
 * A fixed environment. It has no `PGOPTIONS` of the user's, messages are in English, and the name of the time zone need
 * not be searched for.
 */
const env = { LC_ALL: 'C', TZ: 'UTC' };

/** Runs `initdb` and `postgres` of an installation as a user that PostgreSQL accepts. */
export async function createBinaryLaunch(
  installation: PostgresInstallation,
  maxConnections: number,
  signal: AbortSignal,
): Promise<PostgresLaunch> {
  const user = await findUnprivilegedUser(serverUsers, signal);
  const adminPassword = createPassword();
  let root = installation.root;
  return {
    adminPassword,
    owner: user,
    pidFile: path.join('data', 'postmaster.pid'),
    readyTimeoutMs: 20_000,
    prepare: async (folder, mark) => {
      root = (await makeReachable(installation, user, folder)).root;
      await initialiseData({ root, folder, user, adminPassword, mark }, signal);
    },
    command: (folder, port) => ({
      command: path.join(root, 'bin', 'postgres'),
      args: ['-D', path.join(folder, 'data'), ...loopbackSettings(port), ...throwAwaySettings(maxConnections)],
      cwd: folder,
      env,
      user,
    }),
  };
}

/** It takes two seconds on an idle machine, but disks of build machines are slow. */
const initTimeoutMs = 60_000;

interface DataSpec {
  readonly root: string;
  readonly folder: string;
  readonly user: OsUser | null;
  readonly adminPassword: string;
  readonly mark: ProcessMark;
}

async function initialiseData(spec: DataSpec, signal: AbortSignal): Promise<void> {
  const { root, folder, user, adminPassword, mark } = spec;
  const passwordFile = path.join(folder, 'admin-password');
  await writeFile(passwordFile, `${adminPassword}\n`, { mode: 0o600 });
  if (user !== null) await chown(passwordFile, user.uid, user.gid);
  const initdb = path.join(root, 'bin', 'initdb');
  const access = ['--auth=scram-sha-256', `--username=${adminName}`, `--pwfile=${passwordFile}`];
  const speed = ['--no-sync', '--no-instructions', '--locale=C', '--encoding=UTF8'];
  const args = [`--pgdata=${path.join(folder, 'data')}`, ...access, ...speed];
  const { exitCode, how, output } = await runProgram(initdb, args, {
    cwd: folder,
    env,
    user,
    signal,
    timeoutMs: initTimeoutMs,
    mark,
  });
  await rm(passwordFile);
  if (exitCode !== 0) throw startFailed(initdb, how, output);
}
