import { serviceDefinitions } from '../model/services/catalogue.js';
import type { ServiceKind } from '../model/services/service-kind.js';
import { loadPart } from '../platform/load-part.js';
import type { ServiceModule } from './service-module.js';

const modules = {
  mysql: async () => (await import('./mysql/service.js')).mysqlService,
  postgres: async () => (await import('./postgres/service.js')).postgresService,
  redis: async () => (await import('./redis/service.js')).redisService,
} as const satisfies Record<ServiceKind, () => Promise<ServiceModule>>;

/** Loads a service when it is needed. The drivers are a third of what Leakline loads, and many runs need none. */
export const loadService = (kind: ServiceKind): Promise<ServiceModule> =>
  loadPart(`what starts ${serviceDefinitions[kind].title}`, modules[kind]);
