import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Manifest } from './manifest.js';

const migrateScripts = [
  'db:migrate',
  'migrate',
  'db:migrate:deploy',
  'migrate:deploy',
  'migrate:latest',
  'migrate:up',
  'migration:run',
  'migrations:run',
  'prisma:migrate',
  'prisma:deploy',
  'typeorm:migrate',
  'db:push',
];
const seedScripts = ['db:seed', 'seed', 'seed:run', 'seeds', 'knex:seed', 'prisma:seed'];

/** Whether a script asks questions, makes files or removes something. */
const isOther = (script: string): boolean =>
  /migrate dev|migrate:make|migration:(?:create|generate|revert)|\b(?:down|rollback|revert|undo|reset|drop|create|generate)\b/.test(
    script,
  );

/** Migration tools, the file that shows that one is used, and the command that brings the database up to date. */
const tools: readonly (readonly [dependency: string, file: string, command: string])[] = [
  ['prisma', 'prisma/migrations', 'npx prisma migrate deploy'],
  ['prisma', 'prisma/schema.prisma', 'npx prisma db push'],
  ['knex', 'knexfile.js', 'npx knex migrate:latest'],
  ['knex', 'knexfile.cjs', 'npx knex migrate:latest'],
  ['knex', 'knexfile.mjs', 'npx knex migrate:latest'],
  ['knex', 'knexfile.ts', 'npx knex migrate:latest'],
  ['drizzle-kit', 'drizzle.config.ts', 'npx drizzle-kit migrate'],
  ['drizzle-kit', 'drizzle.config.js', 'npx drizzle-kit migrate'],
  ['sequelize-cli', '.sequelizerc', 'npx sequelize-cli db:migrate'],
  ['sequelize-cli', 'migrations', 'npx sequelize-cli db:migrate'],
];

const migrates =
  /\b(?:migrate:latest|migrate deploy|migration:run|db:migrate|node-pg-migrate up|drizzle-kit (?:migrate|push)|prisma db push)\b/;
const seeds = /\b(?:seed:run|db seed|db:seed(?::all)?)\b/;

const isOneCommand = (script: string): boolean => !/[;&|]/.test(script);

/** The script of a usual name, or else one that runs a usual tool and nothing more. */
function runScript(scripts: Manifest['scripts'], names: readonly string[], runs: RegExp): string | null {
  const isFit = (name: string): boolean => scripts[name] !== undefined && !isOther(scripts[name] ?? '');
  const runsIt = (script: string): boolean => isOneCommand(script) && runs.test(script);
  const name = names.find(isFit) ?? Object.keys(scripts).find((each) => isFit(each) && runsIt(scripts[each] ?? ''));
  return name === undefined ? null : `npm run ${name}`;
}

/** Guesses the command that makes tables and rows before the service starts. Null when nothing tells it. */
export function guessPrepare(folder: string, manifest: Manifest): string | null {
  const installed = [...manifest.dependencies, ...manifest.devDependencies];
  const tool = tools.find(([name, file]) => installed.includes(name) && existsSync(path.join(folder, file)));
  const migrate = runScript(manifest.scripts, migrateScripts, migrates) ?? tool?.[2] ?? null;
  const steps = [migrate, runScript(manifest.scripts, seedScripts, seeds)].filter((step) => step !== null);
  return steps.length === 0 ? null : steps.join(' && ');
}
