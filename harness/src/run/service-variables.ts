import type { RunningService } from '../model/service.js';

const variableOf = { postgres: 'DATABASE_URL', redis: 'REDIS_URL' } as const;

/** What tells a target where its services are. */
export const serviceVariables = (services: readonly RunningService[]): Record<string, string> =>
  Object.fromEntries(services.map(({ kind, url }) => [variableOf[kind], url]));
