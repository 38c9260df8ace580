/**
 * The lesson's own commands on real programs: Celery with 12 workers, gunicorn with 8, `pg_dump` and `psql`:
 * `npm run lab:tuning:commands`. Writes `reports/labs/tuning/commands.json`.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describeMachine } from '../../shared/describe-machine.js';
import { findMissingTools } from '../../shared/find-missing-tools.js';
import { debianBin, runCommands } from './run-commands.js';
import { formatCommands } from './text.js';

const output = 'reports/labs/tuning';

const modules = {
  celery: 'python3-celery',
  redis: 'python3-redis',
  psycopg2: 'python3-psycopg2',
  gunicorn: 'python3-gunicorn',
  uvicorn: 'python3-uvicorn',
  fastapi: 'python3-fastapi',
};
const bin = debianBin();
const missing =
  findMissingTools({ ps: 'procps' }, modules) ??
  (bin === null || !existsSync(path.join(bin, 'pg_dump'))
    ? 'Missing: a PostgreSQL with pg_dump. Install it, on Debian: apt-get install postgresql'
    : null);

if (missing !== null || bin === null) {
  console.error(missing);
  process.exitCode = 2;
} else {
  const startedAt = new Date().toISOString();
  const { services, ...figures } = await runCommands(bin);
  const environment = describeMachine(services);
  mkdirSync(output, { recursive: true });
  const file = path.join(output, 'commands.json');
  writeFileSync(file, `${JSON.stringify({ startedAt, environment, ...figures }, null, 2)}\n`);
  console.log(`${formatCommands(figures)}\n\n${environment}`);
  console.error(`\n${path.resolve(file)}`);
}
