import type { RunningService } from '../../model/service.js';
import type { ServiceOptions } from '../../model/services/service-options.js';
import { dockerCheck } from '../docker.js';
import { type ServiceProvider, selectProviders, startFirstThatWorks } from '../provider-chain.js';
import type { ServiceHooks } from '../service-hooks.js';
import type { ServiceModule } from '../service-module.js';
import { createUrlProvider } from '../url-provider.js';
import { redisAccess } from './access.js';
import { createBinaryLaunch, findRedisBinary } from './binary-launch.js';
import { createDockerLaunch } from './docker-launch.js';
import { createOwnServerProvider } from './own-server-provider.js';

/** Finds or starts Redis and opens the observer's connection. */
export async function startRedis(options: ServiceOptions, hooks: ServiceHooks): Promise<RunningService> {
  const providers = selectProviders('redis', options, offerProviders(options, hooks));
  return startFirstThatWorks('redis', providers, hooks);
}

function offerProviders(
  { url, maxConnections, image, port = null }: ServiceOptions,
  hooks: ServiceHooks,
): readonly ServiceProvider[] {
  const { signal } = hooks;
  const local = (password: string) => createBinaryLaunch(password, maxConnections, signal);
  const docker = (password: string) => createDockerLaunch(image, { password, maxConnections }, signal);
  return [
    ...(url === null ? [] : [createUrlProvider(redisAccess, url, hooks)]),
    createOwnServerProvider('local', local, port, signal),
    createOwnServerProvider('docker', docker, port, signal),
  ];
}

export const redisService: ServiceModule = {
  start: startRedis,
  checks: () => [{ provider: 'local', look: findRedisBinary }, dockerCheck],
};
