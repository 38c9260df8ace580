import { serviceDefinitions } from '../../model/services/catalogue.js';
import type { PackageManager } from '../../model/services/service-definition.js';
import type { ServiceKind } from '../../model/services/service-kind.js';
import { type ProgramResult, probeTimeoutMs, runProgram } from './run-program.js';

/**
 * Asks no questions and starts no daemon: `SYSTEMD_OFFLINE` makes `systemctl start` in a package's script do nothing
 * (https://systemd.io/ENVIRONMENT/). We only want the binary, because each run starts a server of its own.
 */
const quietly = 'env DEBIAN_FRONTEND=noninteractive SYSTEMD_OFFLINE=1';

/** The command line by which each package manager installs a server. */
const installers = {
  'apt-get': (name) => `apt-get update && ${quietly} apt-get install -y --no-install-recommends ${name}`,
  apk: (name) => `apk add --no-cache ${name}`,
  dnf: (name) => `dnf install -y ${name}`,
} as const satisfies Record<PackageManager, (name: string) => string>;

const managers = Object.keys(installers) as readonly PackageManager[];

/** A distribution's mirror may be slow. A package manager that takes longer than this waits for its lock and hangs. */
const installTimeoutMs = 300_000;

export interface Installation {
  /** The command that was run and worked; otherwise null. */
  readonly command: string | null;
  /** Why nothing was installed. Empty when it was. */
  readonly reason: string;
}

/** What installing needs to know of the machine. */
export interface Machine {
  readonly isRoot: boolean;
  run(script: string, timeoutMs?: number): Promise<ProgramResult>;
}

/** The machine that we run on. When the signal aborts, the command that runs is ended. */
export function thisMachine(signal: AbortSignal): Machine {
  return {
    isRoot: process.getuid?.() === 0,
    run: (script, timeoutMs = probeTimeoutMs) => runProgram('sh', ['-c', script], { signal, timeoutMs }),
  };
}

/**
 * Installs a server with the machine's package manager, if we are root. `onInstall` is called with the command before
 * it runs.
 */
export async function installPackage(
  kind: ServiceKind,
  machine: Machine,
  onInstall: (command: string) => void,
): Promise<Installation> {
  if (!machine.isRoot) return { command: null, reason: 'not root, so nothing was installed' };
  const manager = await findManager(machine);
  if (manager === null) return { command: null, reason: 'none of apt-get, apk or dnf on PATH' };
  const command = installers[manager](serviceDefinitions[kind].packages.names[manager]);
  onInstall(command);
  const { exitCode, how, output } = await machine.run(command, installTimeoutMs);
  if (exitCode === 0) return { command, reason: '' };
  return { command: null, reason: `\`${command}\` ${how}:\n${output}` };
}

async function findManager(machine: Machine): Promise<PackageManager | null> {
  for (const manager of managers) {
    const { exitCode } = await machine.run(`command -v ${manager}`);
    if (exitCode === 0) return manager;
  }
  return null;
}
