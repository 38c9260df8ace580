import type { ServiceKind } from '../model/service.js';
import { assertDockerAnswers } from './docker.js';
import { installPackage, thisMachine } from './install-package.js';
import { findEmbeddedPostgres, findLocalPostgres, type PostgresInstallation } from './postgres/binaries.js';
import { findRedisBinary } from './redis/binary-launch.js';
import { probeTimeoutMs, runCommand } from './run-command.js';
import { type ProviderFailure, serviceUnavailable, startFailed } from './service-messages.js';
import { findUnprivilegedUser } from './unprivileged-user.js';

export interface SetUpOptions {
  /** A service behind a URL needs no set-up. */
  readonly postgresUrl: string | null;
  readonly redisUrl: string | null;
  readonly signal: AbortSignal;
  /** Told before anything is installed, with the command that is about to run. */
  onInstall(kind: ServiceKind, command: string): void;
}

export interface SetUpResult {
  readonly kind: ServiceKind;
  /** What a run will use: `url`, `embedded`, `local` or `docker`. */
  readonly provider: string;
  /** The command that installed it; null when it was there already. */
  readonly installedWith: string | null;
}

/** One look for a service; throws when it is not there. */
interface Check {
  readonly provider: string;
  look(signal: AbortSignal): Promise<unknown>;
}

const dockerCheck: Check = { provider: 'docker', look: assertDockerAnswers };

const checks: Readonly<Record<ServiceKind, readonly Check[]>> = {
  postgres: [
    { provider: 'embedded', look: async (signal) => assertRuns(await findEmbeddedPostgres(), signal) },
    { provider: 'local', look: async (signal) => assertRuns(await findLocalPostgres(signal), signal) },
    dockerCheck,
  ],
  redis: [{ provider: 'local', look: findRedisBinary }, dockerCheck],
};

/** What a run would find of a service. */
export interface ServiceLook {
  readonly kind: ServiceKind;
  /** Null when there is none. */
  readonly provider: string | null;
  /** Why there is none; empty when there is. */
  readonly reason: string;
}

/** Looks for PostgreSQL and Redis as a run would, and starts and installs nothing. */
export async function lookForServices({
  postgresUrl,
  redisUrl,
  signal,
}: Omit<SetUpOptions, 'onInstall'>): Promise<readonly ServiceLook[]> {
  const wanted = [
    { kind: 'postgres', url: postgresUrl },
    { kind: 'redis', url: redisUrl },
  ] as const;
  return Promise.all(
    wanted.map(async ({ kind, url }) => {
      if (url !== null) return { kind, provider: 'url', reason: '' };
      const { provider, failures } = await look(kind, signal);
      const reason =
        provider === null ? failures.map((failure) => `${failure.provider}: ${failure.reason}`).join('; ') : '';
      return { kind, provider, reason };
    }),
  );
}

/** Makes sure that a run will find PostgreSQL and Redis: installs what is missing where we may, else says what to run. */
export async function setUpServices(options: SetUpOptions): Promise<readonly SetUpResult[]> {
  return [
    await setUp('postgres', options.postgresUrl, options), //
    await setUp('redis', options.redisUrl, options),
  ];
}

async function setUp(kind: ServiceKind, url: string | null, options: SetUpOptions): Promise<SetUpResult> {
  if (url !== null) return { kind, provider: 'url', installedWith: null };
  const found = await look(kind, options.signal);
  if (found.provider !== null) return { kind, provider: found.provider, installedWith: null };
  const installation = await installPackage(kind, thisMachine(options.signal), (command) =>
    options.onInstall(kind, command),
  );
  const installed = await look(kind, options.signal);
  if (installed.provider === null || installation.command === null) {
    throw serviceUnavailable(kind, [...installed.failures, { provider: 'install', reason: installation.reason }]);
  }
  return { kind, provider: installed.provider, installedWith: installation.command };
}

interface Look {
  readonly provider: string | null;
  readonly failures: readonly ProviderFailure[];
}

async function look(kind: ServiceKind, signal: AbortSignal): Promise<Look> {
  const failures: ProviderFailure[] = [];
  for (const { provider, look } of checks[kind]) {
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

/** A package made for another C library, or without its links, is there and still cannot run. */
async function assertRuns({ root }: PostgresInstallation, signal: AbortSignal): Promise<void> {
  await findUnprivilegedUser(signal);
  const command = `${root}/bin/postgres`;
  const { exitCode, output } = await runCommand(command, ['--version'], { signal, timeoutMs: probeTimeoutMs });
  if (exitCode !== 0) throw startFailed(command, `ended with code ${exitCode}`, output);
}
