import { serviceDefinitions } from '../../model/services/catalogue.js';
import type { PackageManager } from '../../model/services/service-definition.js';
import type { ServiceKind } from '../../model/services/service-kind.js';
import { type ProgramResult, probeTimeoutMs, runProgram } from './run-program.js';

/**
 * No questions, and no daemon beside: `SYSTEMD_OFFLINE` makes `systemctl start` in a package's script a no-op
 * (https://systemd.io/ENVIRONMENT/). We want the binary only; each run starts a server of its own.
 */
const quietly = 'env DEBIAN_FRONTEND=noninteractive SYSTEMD_OFFLINE=1';

/** How package managers install a server: one command line. */
const installers = {
  'apt-get': (name) => `apt-get update && ${quietly} apt-get install -y --no-install-recommends ${name}`,
  apk: (name) => `apk add --no-cache ${name}`,
  dnf: (name) => `dnf install -y ${name}`,
} as const satisfies Record<PackageManager, (name: string) => string>;

const managers = Object.keys(installers) as readonly PackageManager[];

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
  run(script: string, timeoutMs?: number): Promise<ProgramResult>;
}

/** The machine we run on; aborting ends what runs. */
export function thisMachine(signal: AbortSignal): Machine {
  return {
    isRoot: process.getuid?.() === 0,
    run: (script, timeoutMs = probeTimeoutMs) => runProgram('sh', ['-c', script], { signal, timeoutMs }),
  };
}

/** Installs a server with the machine's package manager, where we are root; tells the command before it runs. */
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
