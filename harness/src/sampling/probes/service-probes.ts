import type { MetricReadings } from '../../model/metrics/catalogue.js';
import type { RunningService, ServerConnection, ServiceKind } from '../../model/service.js';
import { type Ownership, ownedConnections } from './ownership.js';
import type { Probe } from './probe.js';

/** Told when counting has to fall back from the target's own connections to all of a server's. */
export type OwnershipListener = (kind: ServiceKind, by: Ownership) => void;

const countState = (connections: readonly ServerConnection[], isState: (state: string) => boolean): number =>
  connections.filter(({ state }) => isState(state)).length;

const postgresMetrics = (owned: readonly ServerConnection[]): MetricReadings => ({
  'pg.connections': owned.length,
  'pg.active': countState(owned, (state) => state === 'active'),
  'pg.idle': countState(owned, (state) => state === 'idle'),
  'pg.idleInTransaction': countState(owned, (state) => state.startsWith('idle in transaction')),
});

const redisMetrics = (owned: readonly ServerConnection[]): MetricReadings => ({ 'redis.connections': owned.length });

/** Metrics of the connections that a target, or one of its processes, has at a server. */
export const metricsOf = { postgres: postgresMetrics, redis: redisMetrics } as const satisfies Record<
  ServiceKind,
  unknown
>;
const metricIds = {
  postgres: ['pg.connections', 'pg.idleInTransaction'],
  redis: ['redis.connections'],
} as const satisfies Record<ServiceKind, readonly string[]>;

/** The target's connections as the server sees them, joined with the target's own sockets at floors. */
export function createServiceProbe(service: RunningService, onOwnership: OwnershipListener): Probe {
  return {
    metrics: metricIds[service.kind],
    cost: 'floor',
    unavailable: null,
    read: async ({ sockets }) => {
      const connections = await service.observer.connections();
      const { owned, by } = ownedConnections(connections, sockets, service.port);
      onOwnership(service.kind, by);
      return metricsOf[service.kind](owned);
    },
  };
}

/** Between floors: how many clients the server has in all, which costs it next to nothing to tell. */
export function createServiceCountProbe(service: RunningService): Probe {
  const metric = metricIds[service.kind][0];
  return {
    metrics: [metric],
    cost: 'sample',
    unavailable: null,
    read: async () => ({ [metric]: await service.observer.count() }),
  };
}
