import { readBytes } from '../../platform/files/read-text-file.js';
import { runProgram } from '../../platform/processes/run-program.js';
import { restoreFailed } from '../service-messages.js';
import { connectionVariables, findClientTool } from './client-tools.js';
import { dataTimeoutMs } from './data-timeout.js';
import { loadScript } from './load-script.js';

/** Archives of `pg_dump --format=custom` begin with this. Everything else is read as an SQL script. */
const archiveMagic = 'PGDMP';

const needsTool =
  'it is an archive of pg_dump, which only pg_restore can read, and there is none on this machine. ' +
  'Install it (Debian: `apt-get install -y postgresql-client`), or dump in the plain format: `leakline services dump data.sql`';

/**
 * Fills a database from a file. We run an SQL script ourselves, and restore an archive with the machine's `pg_restore`.
 */
export async function restoreFile(url: string, file: string, signal: AbortSignal): Promise<void> {
  const content = await readBytes(file).catch((error: Error) => {
    throw restoreFailed(file, error.message);
  });
  try {
    if (content.subarray(0, archiveMagic.length).toString('latin1') === archiveMagic)
      await restoreArchive(url, file, signal);
    else await loadScript(url, content.toString('utf8'), signal);
  } catch (error) {
    signal.throwIfAborted();
    throw restoreFailed(file, error instanceof Error ? error.message : String(error));
  }
}

async function restoreArchive(url: string, file: string, signal: AbortSignal): Promise<void> {
  const tool = await findClientTool('pg_restore', signal);
  if (tool === null) throw new Error(needsTool);
  const variables = connectionVariables(url);
  const args = ['--no-owner', '--no-privileges', '--exit-on-error', `--dbname=${variables.PGDATABASE}`, file];
  const { exitCode, how, output } = await runProgram(tool, args, { signal, env: variables, timeoutMs: dataTimeoutMs });
  if (exitCode !== 0) throw new Error(`${tool} ${how}: ${output}`);
}
