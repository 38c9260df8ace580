import type { RunningService } from '../../model/service.js';
import { serviceDefinitions } from '../../model/services/catalogue.js';
import type { ServiceOptions } from '../../model/services/service-options.js';
import { dockerCheck } from '../docker.js';
import { type ServiceProvider, selectProviders, startFirstThatWorks } from '../provider-chain.js';
import type { ServiceHooks } from '../service-hooks.js';
import type { ServiceModule } from '../service-module.js';
import { createUrlProvider } from '../url-provider.js';
import { mysqlAccess } from './access.js';
import { findLocalMysql } from './binaries.js';
import { createBinaryLaunch } from './binary-launch.js';
import { createDockerLaunch } from './docker-launch.js';
import { createOwnServerProvider } from './own-server-provider.js';

/** Finds or starts MySQL or MariaDB and opens the observer's connection. */
export async function startMysql(options: ServiceOptions, hooks: ServiceHooks): Promise<RunningService> {
  const providers = selectProviders('mysql', options, offerProviders(options, hooks));
  return startFirstThatWorks('mysql', providers, hooks);
}

const ownLimit = serviceDefinitions.mysql.options.limit.preset ?? 0;

function offerProviders(options: ServiceOptions, hooks: ServiceHooks): readonly ServiceProvider[] {
  const { url, image, startsAnew = false, port = null } = options;
  const maxConnections = options.maxConnections ?? ownLimit;
  const setting = { startsAnew, fixedPort: port };
  const { signal } = hooks;
  const local = async () => createBinaryLaunch(await findLocalMysql(signal), maxConnections, signal);
  const docker = () => createDockerLaunch(image, maxConnections, signal);
  return [
    ...(url === null ? [] : [createUrlProvider(mysqlAccess, url, hooks)]),
    createOwnServerProvider('local', local, setting, signal),
    createOwnServerProvider('docker', docker, setting, signal),
  ];
}

export const mysqlService: ServiceModule = {
  start: startMysql,
  checks: () => [{ provider: 'local', look: findLocalMysql }, dockerCheck],
};
