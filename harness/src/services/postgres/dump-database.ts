import { runProgram } from '../../platform/processes/run-program.js';
import { createMask } from '../../platform/secrets/create-mask.js';
import { secretsOfText } from '../../platform/secrets/text-secrets.js';
import { dumpFailed } from '../service-messages.js';
import { connectionVariables, findClientTool } from './client-tools.js';
import { dataTimeoutMs } from './data-timeout.js';

/**
 * Writes a database into a file that `services.postgres.restore` takes: an SQL script, or an archive where the name
 * ends in `.dump`. Owners and privileges are left out, because the run's own server has other roles.
 *
 * @throws HarnessError `DUMP_FAILED`, e.g. when there is no `pg_dump` as new as the server.
 */
export async function dumpDatabase(
  url: string,
  file: string,
  signal: AbortSignal,
  findTool = findClientTool,
): Promise<void> {
  const tool = await findTool('pg_dump', signal);
  if (tool === null) throw dumpFailed(file, 'there is no pg_dump on this machine');
  const format = file.endsWith('.dump') ? 'custom' : 'plain';
  const args = ['--no-owner', '--no-privileges', `--format=${format}`, `--file=${file}`];
  const variables = connectionVariables(url);
  const { exitCode, timedOut, how, output } = await runProgram(tool, args, {
    signal,
    env: variables,
    timeoutMs: dataTimeoutMs,
  });
  const said = createMask(secretsOfText(url, 'url')).text(output);
  if (exitCode !== 0) throw dumpFailed(file, said === '' || timedOut ? `${tool} ${how}` : said);
}
