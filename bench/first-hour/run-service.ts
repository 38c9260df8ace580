import { cpSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RunResult } from 'leakline';
import { createGround, type Ground } from '../faults/ground.js';
import { endLeftovers, findLeftovers } from '../faults/leftovers.js';
import type { FirstHourService } from './first-hour-service.js';
import { judgeService } from './judge-service.js';
import { runStep, type Step } from './run-step.js';

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

/** The commands of a user, in order. Each but the last has to end well for the next to make sense. */
function commandsOf({ build, initOptions }: FirstHourService, tarball: string): ReadonlyMap<string, string> {
  return new Map([
    ['install', 'npm install --no-audit --no-fund'],
    ...(build.length > 0 ? ([['build', build.join(' && ')]] as const) : []),
    ['leakline', `npm install --no-audit --no-fund --save-dev ${quote(tarball)}`],
    ['init', ['npx leakline init --yes', ...initOptions.map(quote)].join(' ')],
    ['run', 'npx leakline run'],
  ]);
}

async function takeSteps(
  commands: ReadonlyMap<string, string>,
  folder: string,
  ground: Ground,
): Promise<ReadonlyMap<string, Step>> {
  const steps = new Map<string, Step>();
  for (const [name, command] of commands) {
    const step = await runStep(command, folder, ground.temporary);
    steps.set(name, step);
    if (step.exit !== 0) break;
  }
  return steps;
}

const readIfThere = (file: string): string | null => (existsSync(file) ? readFileSync(file, 'utf8') : null);

function problemsOf(service: FirstHourService, steps: ReadonlyMap<string, Step>, folder: string): readonly string[] {
  const run = steps.get('run');
  const [last] = [...steps.values()].slice(-1);
  if (run === undefined)
    return [`${last?.command} ended with ${last?.exit}: ${last?.output.trim().split('\n').at(-1)}`];
  const configuration = readIfThere(path.join(folder, 'leakline.config.ts')) ?? '';
  const result = readIfThere(path.join(folder, 'reports/latest/result.json'));
  return judgeService(service, configuration, result === null ? null : (JSON.parse(result) as RunResult), run.exit);
}

const toTranscript = (steps: ReadonlyMap<string, Step>, configuration: string): string =>
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
    const steps = await takeSteps(commandsOf(service, tarball), folder, ground);
    const left = await findLeftovers(ground);
    const problems = [...problemsOf(service, steps, folder), ...left.map((what) => `left behind: ${what}`)];
    const secondsByStep = Object.fromEntries([...steps].map(([name, { seconds }]) => [name, seconds]));
    const configuration = readIfThere(path.join(folder, 'leakline.config.ts')) ?? '';
    return { outcome: { name: service.name, problems, secondsByStep }, transcript: toTranscript(steps, configuration) };
  } finally {
    endLeftovers(ground);
    await ground.clear();
  }
}
