import { type ExitCode, setUpServices } from '../index.js';
import type { CliContext } from './cli-context.js';

/** `leakline setup`: makes sure that PostgreSQL and Redis can be started here, and installs what is missing where it may. */
export async function setupCommand({ environment, output, signal }: CliContext): Promise<ExitCode> {
  const results = await setUpServices({
    postgresUrl: environment.DATABASE_URL ?? null,
    redisUrl: environment.REDIS_URL ?? null,
    signal,
    onInstall: (kind, command) => output.stderr.write(`${kind} is missing; installing it: ${command}\n`),
  });
  for (const { kind, provider, installedWith, insteadOfEmbedded } of results) {
    const how = installedWith === null ? '' : ' (installed just now)';
    output.stderr.write(`${kind}: ${provider}${how}\n`);
    if (insteadOfEmbedded !== null) output.stderr.write(`  embedded cannot be used: ${insteadOfEmbedded}\n`);
  }
  return 0;
}
