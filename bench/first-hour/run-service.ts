import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RunResult } from 'leakline';
import { createGround } from '../faults/ground.js';
import { endLeftovers, findLeftovers } from '../faults/leftovers.js';
import type { FirstHourService } from './first-hour-service.js';
import { judgeService } from './judge-service.js';
import { runStep, type Step } from './run-step.js';
import { withLogin } from './with-login.js';

/** How the first hour with one service went. One line of `outcomes.ndjson`. */
export interface ServiceOutcome {
  readonly name: string;
  /** Nothing where all is as it should be. */
  readonly problems: readonly string[];
  readonly secondsByStep: Readonly<Record<string, number>>;
}

/** What a service said, for whoever wants to understand it. */
export interface ServiceReport {
  readonly outcome: ServiceOutcome;
  readonly transcript: string;
}

const quote = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;

const sourcesOf = (name: string): string => fileURLToPath(new URL(`services/${name}`, import.meta.url));

/** What a user does with a service, as far as it went. */
interface Journey {
  readonly steps: ReadonlyMap<string, Step>;
  /** As `init` wrote it; empty where it did not. */
  readonly configuration: string;
  readonly result: RunResult | null;
}

/** The commands of a user up to the configuration, in order. */
function commandsOf({ build, initOptions }: FirstHourService, tarball: string): ReadonlyMap<string, string> {
  return new Map([
    ['install', 'npm install --no-audit --no-fund'],
    ...(build.length > 0 ? ([['build', build.join(' && ')]] as const) : []),
    ['leakline', `npm install --no-audit --no-fund --save-dev ${quote(tarball)}`],
    ['init', ['npx leakline init --yes', ...initOptions.map(quote)].join(' ')],
  ]);
}

const readIfThere = (file: string): string | null => (existsSync(file) ? readFileSync(file, 'utf8') : null);

/** Stops at the first command that fails: the next would make no sense. */
async function takeJourney(
  service: FirstHourService,
  tarball: string,
  folder: string,
  temporary: string,
): Promise<Journey> {
  const steps = new Map<string, Step>();
  const take = async (name: string, command: string): Promise<boolean> => {
    const step = await runStep(command, folder, temporary);
    steps.set(name, step);
    return step.exit === 0;
  };
  for (const [name, command] of commandsOf(service, tarball)) {
    if (!(await take(name, command))) return { steps, configuration: '', result: null };
  }
  const file = path.join(folder, 'leakline.config.ts');
  const configuration = readIfThere(file) ?? '';
  if (service.login !== null) writeFileSync(file, withLogin(configuration, service.login));
  await take('run', 'npx leakline run');
  const result = readIfThere(path.join(folder, 'reports/latest/result.json'));
  return { steps, configuration, result: result === null ? null : (JSON.parse(result) as RunResult) };
}

function problemsOf(service: FirstHourService, { steps, configuration, result }: Journey): readonly string[] {
  const run = steps.get('run');
  if (run !== undefined) return judgeService(service, configuration, result, run.exit);
  const [last] = [...steps.values()].slice(-1);
  return [`${last?.command} ended with ${last?.exit}: ${last?.output.trim().split('\n').at(-1)}`];
}

const toTranscript = ({ steps, configuration }: Journey): string =>
  [
    ...[...steps.values()].map(
      ({ command, exit, output, seconds }) => `$ ${command}\n${output}(exit ${exit}, ${seconds.toFixed(1)} s)\n`,
    ),
    configuration,
  ].join('\n');

/** Takes one service from its sources to a verdict, in a folder of its own outside of the repository. */
export async function runService(service: FirstHourService, tarball: string): Promise<ServiceReport> {
  const ground = createGround('first-hour');
  const folder = path.join(ground.folder, service.name);
  try {
    cpSync(sourcesOf(service.name), folder, { recursive: true });
    const journey = await takeJourney(service, tarball, folder, ground.temporary);
    const left = await findLeftovers(ground);
    const problems = [...problemsOf(service, journey), ...left.map((what) => `left behind: ${what}`)];
    const secondsByStep = Object.fromEntries([...journey.steps].map(([name, { seconds }]) => [name, seconds]));
    return { outcome: { name: service.name, problems, secondsByStep }, transcript: toTranscript(journey) };
  } finally {
    endLeftovers(ground);
    await ground.clear();
  }
}
