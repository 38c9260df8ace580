import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createGround } from '../faults/ground.js';
import { endLeftovers, findLeftovers } from '../faults/leftovers.js';
import type { FirstHourService } from './first-hour-service.js';
import { type Journey, takeJourney, toTranscript } from './journey.js';
import { judgeService } from './judge-service.js';

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

const sourcesOf = (name: string): string => fileURLToPath(new URL(`services/${name}`, import.meta.url));

function problemsOf(service: FirstHourService, { steps, configuration, result }: Journey): readonly string[] {
  const run = steps.get('again') ?? steps.get('run');
  if (run !== undefined) return judgeService(service, configuration, result, run.exit);
  const [last] = [...steps.values()].slice(-1);
  return [`${last?.command} ended with ${last?.exit}: ${last?.output.trim().split('\n').at(-1)}`];
}

/** Files that a user commits or shows to others. */
function sharedFiles(folder: string): readonly string[] {
  const latest = path.join(folder, 'reports/latest/');
  const reports = existsSync(latest) ? readdirSync(latest).map((name) => path.join(latest, name)) : [];
  return [path.join(folder, 'leakline.config.ts'), ...reports].filter((file) => existsSync(file));
}

/** A password has no business in what a user shows to others. */
function toldSecrets({ login }: FirstHourService, folder: string): readonly string[] {
  const { LOGIN_PASSWORD: password } = login;
  if (password === undefined) return [];
  return sharedFiles(folder)
    .filter((file) => readFileSync(file, 'utf8').includes(password))
    .map((file) => `${path.relative(folder, file)} holds the password`);
}

/**
 * Takes one service from its sources to a verdict, in a folder of its own outside of the repository.
 *
 * @param keepIn where the run of a service that is not right is kept; null: nowhere.
 */
export async function runService(
  service: FirstHourService,
  tarball: string,
  keepIn: string | null = null,
): Promise<ServiceReport> {
  const ground = createGround('first-hour');
  const { folder, temporary } = ground;
  const folders = { service: path.join(folder, service.name), temporary, installing: path.join(folder, 'installing') };
  try {
    cpSync(sourcesOf(service.name), folders.service, { recursive: true });
    const journey = await takeJourney(service, tarball, folders);
    const left = await findLeftovers(ground);
    const problems = [
      ...problemsOf(service, journey),
      ...toldSecrets(service, folders.service),
      ...left.map((what) => `left behind: ${what}`),
    ];
    if (problems.length > 0 && keepIn !== null && journey.result !== null)
      cpSync(path.join(folders.service, 'reports/latest/'), keepIn, { recursive: true });
    const secondsByStep = Object.fromEntries([...journey.steps].map(([name, { seconds }]) => [name, seconds]));
    return { outcome: { name: service.name, problems, secondsByStep }, transcript: toTranscript(journey) };
  } finally {
    endLeftovers(ground);
    await ground.clear();
  }
}
