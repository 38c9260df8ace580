import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { RunResult } from 'leakline';
import type { FirstHourService } from './first-hour-service.js';
import { runStep, type Step } from './run-step.js';

/** What a user does with a service, as far as it went. */
export interface Journey {
  readonly steps: ReadonlyMap<string, Step>;
  /** As `init` wrote it before it knew a login; empty where it did not. */
  readonly configuration: string;
  readonly result: RunResult | null;
}

/** Where a journey takes place. */
export interface JourneyFolders {
  /** The sources of the service. */
  readonly service: string;
  /** TMPDIR of Leakline: nothing may stay there. */
  readonly temporary: string;
  /** TMPDIR of npm and the builds: what install scripts leave there is not ours. */
  readonly installing: string;
}

const quote = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;

/** The commands of a user before Leakline is asked, in order. */
const preparations = ({ build }: FirstHourService, tarball: string): ReadonlyMap<string, string> =>
  new Map([
    ['install', 'npm install --no-audit --no-fund'],
    ...(build.length > 0 ? ([['build', build.join(' && ')]] as const) : []),
    ['leakline', `npm install --no-audit --no-fund --save-dev ${quote(tarball)}`],
  ]);

const readIfThere = (file: string): string | null => (existsSync(file) ? readFileSync(file, 'utf8') : null);

/** The exit code of a run that could not decide: it says to give it more time. */
const undecidedExit = 2;

/** Takes a service to its verdict, by a second run with more time where the first says that it wants some. Stops at the first command that fails: the next would make no sense. */
export async function takeJourney(
  service: FirstHourService,
  tarball: string,
  folders: JourneyFolders,
): Promise<Journey> {
  const { initOptions, login } = service;
  const steps = new Map<string, Step>();
  const take = async (name: string, command: string, temporary: string, environment = {}): Promise<boolean> => {
    mkdirSync(temporary, { recursive: true });
    const step = await runStep(command, folders.service, temporary, environment);
    steps.set(name, step);
    return step.exit === 0;
  };
  for (const [name, command] of preparations(service, tarball)) {
    if (!(await take(name, command, folders.installing))) return { steps, configuration: '', result: null };
  }
  const init = ['npx leakline init --yes', ...initOptions.map(quote)].join(' ');
  const isInitialised = await take('init', init, folders.temporary);
  const configuration = readIfThere(path.join(folders.service, 'leakline.config.ts')) ?? '';
  const isLoggedIn =
    isInitialised &&
    (Object.keys(login).length === 0 || (await take('login', `${init} --force`, folders.temporary, login)));
  if (!isLoggedIn) return { steps, configuration, result: null };
  await take('run', 'npx leakline run', folders.temporary, login);
  if (steps.get('run')?.exit === undecidedExit) {
    await take('again', 'npx leakline run --budget 300', folders.temporary, login);
  }
  const result = readIfThere(path.join(folders.service, 'reports/latest/result.json'));
  return { steps, configuration, result: result === null ? null : (JSON.parse(result) as RunResult) };
}

/** All that was said, and the configuration as `init` wrote it. */
export const toTranscript = ({ steps, configuration }: Journey): string =>
  [
    ...[...steps.values()].map(
      ({ command, exit, output, seconds }) => `$ ${command}\n${output}(exit ${exit}, ${seconds.toFixed(1)} s)\n`,
    ),
    configuration,
  ].join('\n');
