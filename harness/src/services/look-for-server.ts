import type { ServiceKind } from '../model/service.js';
import { assertDockerAnswers } from './docker.js';
import { findLocalPostgres, type PostgresInstallation } from './postgres/binaries.js';
import { findRedisBinary } from './redis/binary-launch.js';
import { probeTimeoutMs, runCommand } from './run-command.js';
import { type ProviderFailure, startFailed } from './service-messages.js';
import { findUnprivilegedUser } from './unprivileged-user.js';

/** How the embedded PostgreSQL is come by: fetched where it is missing, or only looked for. */
export type GetEmbedded = (signal: AbortSignal) => Promise<PostgresInstallation>;

/** One look for a service; throws when it is not there. */
interface Check {
  readonly provider: string;
  look(signal: AbortSignal): Promise<unknown>;
}

const dockerCheck: Check = { provider: 'docker', look: assertDockerAnswers };

const checksOf = (kind: ServiceKind, getEmbedded: GetEmbedded): readonly Check[] =>
  kind === 'redis'
    ? [{ provider: 'local', look: findRedisBinary }, dockerCheck]
    : [
        { provider: 'embedded', look: async (signal) => assertRuns(await getEmbedded(signal), signal) },
        { provider: 'local', look: async (signal) => assertRuns(await findLocalPostgres(signal), signal) },
        dockerCheck,
      ];

interface ServerLook {
  /** The first that would do; null where there is none. */
  readonly provider: string | null;
  /** Those before it. */
  readonly failures: readonly ProviderFailure[];
}

/** Looks for what starts a server, as a run does, and starts none. */
export async function lookForServer(
  kind: ServiceKind,
  getEmbedded: GetEmbedded,
  signal: AbortSignal,
): Promise<ServerLook> {
  const failures: ProviderFailure[] = [];
  for (const { provider, look } of checksOf(kind, getEmbedded)) {
    try {
      await look(signal);
      return { provider, failures };
    } catch (error) {
      signal.throwIfAborted();
      failures.push({ provider, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return { provider: null, failures };
}

/** A package made for another C library is there and still cannot run. */
async function assertRuns({ root }: PostgresInstallation, signal: AbortSignal): Promise<void> {
  await findUnprivilegedUser(signal);
  const command = `${root}/bin/postgres`;
  const { exitCode, output } = await runCommand(command, ['--version'], { signal, timeoutMs: probeTimeoutMs });
  if (exitCode !== 0) throw startFailed(command, `ended with code ${exitCode}`, output);
}
