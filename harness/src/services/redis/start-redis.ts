import type { RunningService } from '../../model/service.js';
import { type ServiceProvider, selectProviders, startFirstThatWorks } from '../provider-chain.js';
import type { RedisOptions, ServiceHooks } from '../service-options.js';
import { createBinaryLaunch } from './binary-launch.js';
import { createDockerLaunch } from './docker-launch.js';
import { createOwnServerProvider } from './own-server-provider.js';
import { createUrlProvider } from './url-provider.js';

/** Finds or starts Redis and opens the observer's connection. */
export async function startRedis(options: RedisOptions, hooks: ServiceHooks): Promise<RunningService> {
  const providers = selectProviders('redis', options, offerProviders(options, hooks.signal));
  return startFirstThatWorks('redis', providers, hooks);
}

function offerProviders(
  { url, maxClients, image, port = null }: RedisOptions,
  signal: AbortSignal,
): readonly ServiceProvider[] {
  const local = (password: string) => createBinaryLaunch(password, maxClients, signal);
  const docker = (password: string) => createDockerLaunch(image, { password, maxClients }, signal);
  return [
    ...(url === null ? [] : [createUrlProvider(url, signal)]),
    createOwnServerProvider('local', local, port, signal),
    createOwnServerProvider('docker', docker, port, signal),
  ];
}
