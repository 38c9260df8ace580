import { runProgram } from '../../harness/src/platform/processes/run-program.js';
import { assertDockerAnswers } from '../../harness/src/services/docker.js';

/** What the tests run on. */
export interface Engine {
  readonly version: string;
  /** `docker compose`, or the older `docker-compose`. */
  readonly compose: readonly [command: string, ...args: string[]];
  readonly composeVersion: string;
  /** For images that are built: BuildKit needs the plugin buildx. */
  readonly environment: Readonly<Record<string, string>>;
}

/** `docker-compose` 1 takes seconds to start where the machine is busy. */
const timeoutMs = 30_000;
const signal = new AbortController().signal;

/** What a command printed, or null when there is no such command. */
async function answerOf(command: string, ...args: string[]): Promise<string | null> {
  const result = await runProgram(command, args, { signal, timeoutMs }).catch(() => null);
  return result?.exitCode === 0 ? result.stdout.trim() : null;
}

/** Rejects with one line that says what to do when the tests cannot be run here. */
export async function findEngine(): Promise<Engine> {
  await assertDockerAnswers(signal);
  const version = (await answerOf('docker', 'version', '--format', '{{.Server.Version}}')) ?? 'of unknown version';
  const environment =
    (await answerOf('docker', 'buildx', 'version')) === null
      ? { DOCKER_BUILDKIT: '0', COMPOSE_DOCKER_CLI_BUILD: '0' }
      : {};
  const plugin = await answerOf('docker', 'compose', 'version', '--short');
  if (plugin !== null) return { version, compose: ['docker', 'compose'], composeVersion: plugin, environment };
  const command = await answerOf('docker-compose', 'version', '--short');
  if (command !== null) return { version, compose: ['docker-compose'], composeVersion: command, environment };
  throw new Error('neither `docker compose` nor `docker-compose` works; install one (Debian: docker-compose).');
}
