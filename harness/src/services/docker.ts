import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runCommand } from './run-command.js';
import type { ServerCommand } from './server-process.js';
import { startFailed } from './service-messages.js';

export interface ContainerSpec {
  readonly image: string;
  readonly name: string;
  readonly port: number;
  /** Goes through a file, because a command line can be read by every user of the machine. */
  readonly env: Readonly<Record<string, string>>;
  readonly args: readonly string[];
}

const infoTimeoutMs = 5_000;
/** Pulling postgres:17 (150 MB) over a slow line. */
const pullTimeoutMs = 300_000;
/** From `docker run` to a server that answers, with the image at hand. */
export const containerReadyTimeoutMs = 60_000;

const envFile = 'container.env';
export const containerPidFile = 'docker-client.pid';

/** Throws, with what the client said, unless a Docker engine answers. */
export async function assertDockerAnswers(signal: AbortSignal): Promise<void> {
  const args = ['info', '--format', '{{.ServerVersion}}'];
  const { exitCode, output } = await runCommand('docker', args, { signal, timeoutMs: infoTimeoutMs }).catch(
    (error: NodeJS.ErrnoException) => {
      throw error.code === 'ENOENT' ? new Error('no `docker` command found') : error;
    },
  );
  if (exitCode !== 0) throw startFailed('docker info', 'found no engine', output);
}

/** A name that no two runs share. */
export function containerName(service: string): string {
  return `leakline-${service}-${process.pid}-${randomBytes(4).toString('hex')}`;
}

/** Gets the image, so that starting the container is quick, and writes what the container is told. */
export async function prepareContainer(spec: Omit<ContainerSpec, 'port'>, folder: string, signal: AbortSignal) {
  const inspected = await runCommand('docker', ['image', 'inspect', spec.image], { signal });
  if (inspected.exitCode !== 0) await pullImage(spec.image, signal);
  const lines = Object.entries(spec.env).map(([name, value]) => `${name}=${value}\n`);
  await writeFile(path.join(folder, envFile), lines.join(''), { mode: 0o600 });
}

async function pullImage(image: string, signal: AbortSignal): Promise<void> {
  const { exitCode, output } = await runCommand('docker', ['pull', '--quiet', image], {
    signal,
    timeoutMs: pullTimeoutMs,
  });
  if (exitCode !== 0) throw startFailed(`docker pull ${image}`, 'failed', output);
}

/**
 * The container in the foreground: the client passes our signals on and `--rm` removes the container when it ends.
 * The shell only writes the pid file that the watchdog reads.
 */
export function containerCommand(spec: ContainerSpec, port: number, folder: string): ServerCommand {
  const run = ['docker', 'run', '--rm', '--name', spec.name, '--publish', `127.0.0.1:${port}:${spec.port}`];
  const args = [...run, '--env-file', path.join(folder, envFile), spec.image, ...spec.args];
  return {
    command: 'sh',
    args: ['-c', `echo $$ > ${containerPidFile}; exec "$@"`, 'leakline-docker', ...args],
    cwd: folder,
  };
}

/** Removes the container if it is still there, e.g. when its client was killed. */
export async function removeContainer(name: string): Promise<void> {
  const signal = new AbortController().signal;
  await runCommand('docker', ['rm', '--force', '--volumes', name], { signal, timeoutMs: 10_000 }).catch(
    () => undefined,
  );
}
