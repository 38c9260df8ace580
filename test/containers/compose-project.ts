import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Ending, runOrFail, runTracked } from './run-tracked.js';
import type { currentSession } from './session.js';

const repository = path.join(import.meta.dirname, '../..');

export interface Ports {
  readonly POSTGRES_PORT: number;
  readonly REDIS_PORT: number;
  readonly WITH_LEAK_PORT: number;
  readonly WITHOUT_LEAK_PORT: number;
}

/** The compose file of the repository, under a name of its own. */
export interface ComposeProject {
  readonly name: string;
  /** Where the harness leaves its report. */
  readonly reports: string;
  /** Runs `docker compose` or `docker-compose` with these words. */
  run(...words: readonly string[]): Promise<Ending>;
  runOrFail(...words: readonly string[]): Promise<string>;
}

/** What the tests add: a label to take networks down by, a folder for the report. Containers get the label from their image. */
function overrideOf(label: string, reports: string): string {
  const [key = '', value = ''] = label.split('=');
  const volumes = [`${reports}:/leakline/reports`];
  return JSON.stringify({ services: { harness: { volumes } }, networks: { default: { labels: { [key]: value } } } });
}

export function createProject(session: ReturnType<typeof currentSession>, ports: Ports): ComposeProject {
  const name = `leakline-test-${randomBytes(4).toString('hex')}`;
  const reports = path.join(session.folder, name);
  mkdirSync(reports);
  const override = path.join(session.folder, `${name}.json`);
  writeFileSync(override, overrideOf(session.label, reports));
  const files = ['--file', 'docker-compose.yml', '--file', override, '--project-directory', '.'];
  const { node, 'node-full': nodeFull, postgres, redis } = session.images.names;
  const images = { NODE_IMAGE: node, NODE_FULL_IMAGE: nodeFull, POSTGRES_IMAGE: postgres, REDIS_IMAGE: redis };
  const published = Object.fromEntries(Object.entries(ports).map(([variable, port]) => [variable, String(port)]));
  const owner = { UID: String(process.getuid?.() ?? 1000), GID: String(process.getgid?.() ?? 1000) };
  const options = { cwd: repository, env: { ...session.engine.environment, ...images, ...published, ...owner } };
  const commandOf = (words: readonly string[]) =>
    [...session.engine.compose, '--project-name', name, ...files, ...words] as const;
  return {
    name,
    reports,
    run: (...words) => runTracked(session, commandOf(words), options),
    runOrFail: (...words) => runOrFail(session, commandOf(words), options),
  };
}
