import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { runProgram } from '../../platform/processes/run-program.js';
import { composeFailed, composeMissing } from './container-errors.js';

type Environment = Readonly<Record<string, string>>;

/** `docker compose`, or the older `docker-compose`, for the files of one project. */
export interface ComposeCommand {
  /** For messages: `docker compose -f docker-compose.yml`. */
  readonly shownAs: string;
  /** Folder of the first file. The command finds its `.env` there. */
  readonly folder: string;
  /** Everything that a short command prints. */
  read(...words: readonly string[]): Promise<string>;
  /** Runs a command that may take long, such as a build. `overrides` are further files, which win. */
  run(overrides: readonly string[], ...words: readonly string[]): Promise<void>;
}

const programs = [['docker', 'compose'], ['docker-compose']] as const;

/** Compose 1 takes up to 7 s to start on a busy machine. */
const longestAnswerMs = 60_000;
/** Enough for a build that installs packages. */
const longestRunMs = 600_000;
const mostOutputBytes = 16 * 1024 * 1024;

async function findProgram(
  environment: Environment,
  signal: AbortSignal,
): Promise<readonly [string, ...string[]] | null> {
  for (const [file, ...words] of programs) {
    const asked = runProgram(file, [...words, 'version', '--short'], {
      signal,
      env: environment,
      timeoutMs: longestAnswerMs,
    });
    const answer = await asked.catch(() => null);
    signal.throwIfAborted();
    if (answer?.exitCode === 0) return [file, ...words];
  }
  return null;
}

/**
 * Finds Compose, version 2 first.
 *
 * @param files absolute paths, as for `-f`. The folder of the first is the project's.
 * @throws HarnessError `COMPOSE_FAILED` when there is none.
 */
export async function findCompose(
  target: string,
  files: readonly string[],
  environment: Environment,
  signal: AbortSignal,
): Promise<ComposeCommand> {
  const program = await findProgram(environment, signal);
  if (program === null) throw composeMissing(target);
  const [file, ...before] = program;
  const folder = path.dirname(files[0] ?? '.');
  const named = files.map((each) => path.relative(folder, each) || each);
  const shownAs = [file, ...before, ...named.flatMap((each) => ['-f', each])].join(' ');
  const argsOf = (overrides: readonly string[], words: readonly string[]): string[] => [
    ...before,
    ...[...files, ...overrides].flatMap((each) => ['-f', each]),
    ...words,
  ];
  return {
    shownAs,
    folder,
    async read(...words) {
      const options = {
        cwd: folder,
        env: { ...environment },
        signal,
        timeout: longestAnswerMs,
        maxBuffer: mostOutputBytes,
      };
      try {
        return (await promisify(execFile)(file, argsOf([], words), options)).stdout;
      } catch (error) {
        signal.throwIfAborted();
        const { stderr = '', message } = error as Error & { readonly stderr?: string };
        throw composeFailed(target, `${shownAs} ${words.join(' ')}`, 'failed', stderr || message);
      }
    },
    async run(overrides, ...words) {
      const options = { signal, cwd: folder, env: environment, timeoutMs: longestRunMs };
      const { exitCode, how, output } = await runProgram(file, argsOf(overrides, words), options);
      if (exitCode !== 0) throw composeFailed(target, `${shownAs} ${words.join(' ')}`, how, output);
    },
  };
}
