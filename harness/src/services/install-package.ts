import type { ServiceKind } from '../model/service.js';
import { type CommandResult, probeTimeoutMs, runCommand } from './run-command.js';

/** How one package manager installs a server. */
interface Installer {
  readonly manager: string;
  /** Command lines, run in order. */
  readonly commands: Readonly<Record<ServiceKind, readonly string[]>>;
}

/**
 * No questions, and no daemon beside: `SYSTEMD_OFFLINE` makes `systemctl start` in a package's script a no-op
 * (https://systemd.io/ENVIRONMENT/). We want the binary only; each run starts a server of its own.
 */
const quietly = 'env DEBIAN_FRONTEND=noninteractive SYSTEMD_OFFLINE=1';
const aptInstall = `${quietly} apt-get install -y --no-install-recommends`;

const installers: readonly Installer[] = [
  {
    manager: 'apt-get',
    commands: {
      postgres: ['apt-get update', `${aptInstall} postgresql`],
      redis: ['apt-get update', `${aptInstall} redis-server`],
    },
  },
  { manager: 'apk', commands: { postgres: ['apk add --no-cache postgresql'], redis: ['apk add --no-cache redis'] } },
  // Fedora and RHEL 10 have replaced Redis by Valkey.
  { manager: 'dnf', commands: { postgres: ['dnf install -y postgresql-server'], redis: ['dnf install -y valkey'] } },
];

/** A distribution's mirror may be slow; a package manager that waits for its lock for this long hangs. */
const installTimeoutMs = 300_000;

export interface Installation {
  /** The command that was run and worked, or null. */
  readonly command: string | null;
  /** Why nothing was installed. Empty when it was. */
  readonly reason: string;
}

/** The machine as far as installing is concerned. */
export interface Machine {
  readonly isRoot: boolean;
  run(script: string, timeoutMs?: number): Promise<CommandResult>;
}

/** The machine we run on; aborting ends what runs. */
export function thisMachine(signal: AbortSignal): Machine {
  return {
    isRoot: process.getuid?.() === 0,
    run: (script, timeoutMs = probeTimeoutMs) => runCommand('sh', ['-c', script], { signal, timeoutMs }),
  };
}

/** Installs a server with the machine's package manager, where we are root; tells the command before it runs. */
export async function installPackage(
  kind: ServiceKind,
  machine: Machine,
  onInstall: (command: string) => void,
): Promise<Installation> {
  if (!machine.isRoot) return { command: null, reason: 'not root, so nothing was installed' };
  const installer = await findInstaller(machine);
  if (installer === null) return { command: null, reason: 'none of apt-get, apk or dnf on PATH' };
  const command = installer.commands[kind].join(' && ');
  onInstall(command);
  const { exitCode, how, output } = await machine.run(command, installTimeoutMs);
  if (exitCode === 0) return { command, reason: '' };
  return { command: null, reason: `\`${command}\` ${how}:\n${output}` };
}

async function findInstaller(machine: Machine): Promise<Installer | null> {
  for (const installer of installers) {
    const { exitCode } = await machine.run(`command -v ${installer.manager}`);
    if (exitCode === 0) return installer;
  }
  return null;
}
