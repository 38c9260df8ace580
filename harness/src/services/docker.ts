import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runProgram } from '../platform/processes/run-program.js';
import type { ServerCommand } from './server-process.js';
import { engineMissing, engineRefused, engineSilent, imageMissing } from './service-messages.js';
import type { ServerCheck } from './service-module.js';

export interface ContainerSpec {
  readonly image: string;
  readonly name: string;
  readonly port: number;
  /** Handed over in a file, because every user of the machine can read a command line. */
  readonly env: Readonly<Record<string, string>>;
  readonly args: readonly string[];
}

const infoTimeoutMs = 5_000;
/** Enough to pull postgres:17 (150 MB) over a slow line. */
const pullTimeoutMs = 300_000;
/** The engine only looks into its own store. */
const inspectTimeoutMs = 15_000;
/** The time from `docker run` to a server that answers, where the image is there already. */
const containerReadyTimeoutMs = 60_000;

const envFile = 'container.env';
const containerPidFile = 'docker-client.pid';

/** Throws, with what the client said, unless a Docker engine answers. */
export async function assertDockerAnswers(signal: AbortSignal): Promise<void> {
  const args = ['info', '--format', '{{.ServerVersion}}'];
  const { exitCode, timedOut, output } = await runProgram('docker', args, { signal, timeoutMs: infoTimeoutMs }).catch(
    (error: NodeJS.ErrnoException) => {
      throw error.code === 'ENOENT' ? engineMissing() : error;
    },
  );
  if (timedOut) throw engineSilent(await engineAddress(signal), infoTimeoutMs);
  if (exitCode !== 0) throw engineRefused(lastLine(output));
}

export const dockerCheck: ServerCheck = { provider: 'docker', look: assertDockerAnswers };

/** The address at which the client looks for its engine. The client can tell this without an engine. */
async function engineAddress(signal: AbortSignal): Promise<string> {
  const args = ['context', 'inspect', '--format', '{{.Endpoints.docker.Host}}'];
  const { stdout } = await runProgram('docker', args, { signal, timeoutMs: infoTimeoutMs });
  return stdout.trim();
}

/** The last line tells what went wrong. Those before it are progress and hints. */
const lastLine = (output: string): string => output.split('\n').at(-1) ?? '';

/** A name that no two runs share. */
export function containerName(service: string): string {
  return `leakline-${service}-${process.pid}-${randomBytes(4).toString('hex')}`;
}

/**
 * Pulls the image where it is missing, so that the container starts quickly, and writes the file with its environment.
 */
async function prepareContainer(spec: Omit<ContainerSpec, 'port'>, folder: string, signal: AbortSignal) {
  const inspected = await runProgram('docker', ['image', 'inspect', spec.image], {
    signal,
    timeoutMs: inspectTimeoutMs,
  });
  if (inspected.timedOut) throw engineSilent(await engineAddress(signal), inspectTimeoutMs);
  if (inspected.exitCode !== 0) await pullImage(spec.image, signal);
  const lines = Object.entries(spec.env).map(([name, value]) => `${name}=${value}\n`);
  await writeFile(path.join(folder, envFile), lines.join(''), { mode: 0o600 });
}

async function pullImage(image: string, signal: AbortSignal): Promise<void> {
  const { exitCode, timedOut, output } = await runProgram('docker', ['pull', '--quiet', image], {
    signal,
    timeoutMs: pullTimeoutMs,
  });
  if (timedOut) throw imageMissing(image, `did not arrive within ${pullTimeoutMs / 1000} s`);
  if (exitCode !== 0) throw imageMissing(image, lastLine(output));
}

/**
 * Runs the container in the foreground. The client passes our signals on, and `--rm` removes the container when it
 * ends. The shell only writes the pid file that the watchdog reads.
 */
function containerCommand(spec: ContainerSpec, port: number, folder: string): ServerCommand {
  const run = ['docker', 'run', '--rm', '--name', spec.name, '--publish', `127.0.0.1:${port}:${spec.port}`];
  const args = [...run, '--env-file', path.join(folder, envFile), spec.image, ...spec.args];
  return {
    command: 'sh',
    args: ['-c', `echo $$ > ${containerPidFile}; exec "$@"`, 'leakline-docker', ...args],
    cwd: folder,
    shownAs: `docker run ${spec.image}`,
  };
}

/** Removes the container if it is still there. */
const removeCommand = (name: string): readonly [string, ...string[]] => ['docker', 'rm', '--force', '--volumes', name];

/** Needed where the client was killed. Otherwise `--rm` has removed the container. */
async function removeContainer(name: string): Promise<void> {
  const signal = new AbortController().signal;
  const [command, ...args] = removeCommand(name);
  await runProgram(command, args, { signal, timeoutMs: 10_000 }).catch(() => undefined);
}

/** How to start and end a server in a container, whatever server it is. */
export const containerLaunch = (spec: ContainerSpec, signal: AbortSignal) => ({
  pidFile: containerPidFile,
  readyTimeoutMs: containerReadyTimeoutMs,
  prepare: (folder: string) => prepareContainer(spec, folder, signal),
  command: (folder: string, port: number) => containerCommand(spec, port, folder),
  orphanCommand: removeCommand(spec.name),
  cleanUp: () => removeContainer(spec.name),
});
