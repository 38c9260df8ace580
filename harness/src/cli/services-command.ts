import path from 'node:path';
import type { Command } from 'commander';
import { dumpDatabase, type ExitCode, HarnessError } from '../internal.js';
import type { CliContext } from './cli-context.js';

export interface DumpArguments {
  readonly file: string;
  /** Null for `DATABASE_URL`. */
  readonly url: string | null;
}

/** `leakline services dump`: writes a database into a file that `services.postgres.restore` takes. */
export async function dumpCommand(given: DumpArguments, context: CliContext): Promise<ExitCode> {
  const { cwd, environment, output, signal } = context;
  const url = given.url ?? environment.DATABASE_URL ?? '';
  if (!URL.canParse(url) || !/^postgres(ql)?:$/.test(new URL(url).protocol)) {
    throw new HarnessError(
      'USAGE',
      'No database was given. Name it with --url postgres://user:password@host:5432/database, or in DATABASE_URL.',
    );
  }
  const file = path.resolve(cwd, given.file);
  await dumpDatabase(url, file, signal);
  output.stderr.write(`Dumped to ${file}; services: { postgres: { restore: '${given.file}' } } starts runs from it\n`);
  return 0;
}

const dumpExamples = `
Needs a pg_dump on this machine that is as new as the server.

Examples:
  $ leakline services dump fixtures/shop.sql                       DATABASE_URL, as an SQL script
  $ leakline services dump fixtures/shop.dump --url postgres://…   an archive, smaller, read by pg_restore`;

/** Adds `leakline services dump`. */
export function addServicesCommand(program: Command, dump: (given: DumpArguments) => Promise<void>): void {
  program
    .command('services')
    .description('data of the services that runs start from')
    .command('dump')
    .description('write a PostgreSQL database into a file that services.postgres.restore takes')
    .argument('<file>', 'an SQL script, or an archive where the name ends in .dump')
    .option('--url <url>', 'the database (default: DATABASE_URL)')
    .addHelpText('after', dumpExamples)
    .action((file: string, { url }: { readonly url?: string }) => dump({ file, url: url ?? null }));
}
