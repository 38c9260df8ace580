import { Client } from 'pg';
import { countPsqlErrors } from './parse-outputs.js';
import { runCommand, runOrFail } from './run-command.js';

/** A restore by `psql`: what it answered, and what was there afterwards. */
interface RestoreFigures {
  readonly title: string;
  readonly exitCode: number | null;
  readonly errors: Readonly<Record<string, number>>;
  readonly images: number;
  readonly visits: number;
}

export interface BackupFigures {
  readonly version: string;
  readonly dumpBytes: number;
  readonly images: number;
  readonly visits: number;
  readonly restores: readonly RestoreFigures[];
  /** Exit code and words of a `pg_dump` on a server that is newer than itself; null where there is none. */
  readonly newerServer: { readonly exitCode: number | null; readonly said: string } | null;
}

interface Counts {
  readonly images: number;
  readonly visits: number;
}

async function countRows(url: string): Promise<Counts> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const count = async (name: string): Promise<number> =>
      Number((await client.query<{ count: string }>(`SELECT count(*) FROM ${name}`)).rows[0]?.count);
    return { images: await count('images'), visits: await count('visits') };
  } finally {
    await client.end();
  }
}

/** PostgreSQL's tools take everything from the address; its password is not on a command line for all to see. */
function addressOf(url: string): Readonly<Record<string, string>> {
  const { hostname, port, username, password, pathname } = new URL(url);
  const user = { PGUSER: decodeURIComponent(username), PGPASSWORD: decodeURIComponent(password) };
  return { PGHOST: hostname, PGPORT: port, PGDATABASE: pathname.slice(1), ...user, LC_ALL: 'C' };
}

export interface Tools {
  /** Folder of `pg_dump` and `psql`. */
  readonly bin: string;
}

/** Dumps the database, restores it into an empty one on another server, and into itself as the lesson does. */
export async function studyBackup(
  url: string,
  emptyUrl: string,
  newerUrl: string | null,
  { bin }: Tools,
): Promise<BackupFigures> {
  const dump = await runOrFail(`${bin}/pg_dump`, [], { env: addressOf(url) });
  const before = await countRows(url);
  const restore = async (title: string, into: string, flags: readonly string[]): Promise<RestoreFigures> => {
    const options = { env: addressOf(into), input: dump };
    const { exitCode, stderr } = await runCommand(`${bin}/psql`, ['--quiet', ...flags], options);
    return { title, exitCode, errors: countPsqlErrors(stderr), ...(await countRows(into)) };
  };
  const allOrNothing = ['--single-transaction', '--set', 'ON_ERROR_STOP=1'];
  const restores = [
    await restore('into an empty database', emptyUrl, []),
    await restore('into the database itself, all or nothing', url, allOrNothing),
    await restore('into the database itself', url, []),
  ];
  const newer = newerUrl === null ? null : await runCommand(`${bin}/pg_dump`, [], { env: addressOf(newerUrl) });
  return {
    version: (await runOrFail(`${bin}/pg_dump`, ['--version'])).trim(),
    dumpBytes: Buffer.byteLength(dump),
    ...before,
    restores,
    newerServer: newer === null ? null : { exitCode: newer.exitCode, said: newer.stderr.trim().replaceAll('\n', ' ') },
  };
}
