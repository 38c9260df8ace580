import type { MetricId, MetricReadings } from '../../model/metrics/catalogue.js';
import type { RunningService, ServerConnection } from '../../model/service.js';
import { serviceDefinitions } from '../../model/services/catalogue.js';
import type { ServiceKind } from '../../model/services/service-kind.js';
import { type Ownership, ownedConnections } from './ownership.js';
import type { Probe } from './probe.js';

/** Told when counting has to fall back from the target's own connections to all of a server's. */
export type OwnershipListener = (kind: ServiceKind, by: Ownership) => void;

const countState = (connections: readonly ServerConnection[], isState: (state: string) => boolean): number =>
  connections.filter(({ state }) => isState(state)).length;

/** Metrics of the connections that a target, or one of its processes, has at a server. */
export function connectionMetrics(kind: ServiceKind, owned: readonly ServerConnection[]): MetricReadings {
  const { connections, sessions } = serviceDefinitions[kind];
  if (sessions === null) return { [connections]: owned.length };
  return {
    [connections]: owned.length,
    [sessions.active]: countState(owned, (state) => state === 'active'),
    [sessions.idle]: countState(owned, (state) => state === 'idle'),
    [sessions.idleInTransaction]: countState(owned, (state) => state.startsWith('idle in transaction')),
  };
}

/** Those that are missed where the server cannot be asked. */
function accusingMetrics(kind: ServiceKind): readonly MetricId[] {
  const { connections, sessions } = serviceDefinitions[kind];
  return sessions === null ? [connections] : [connections, sessions.idleInTransaction];
}

/** The target's connections as the server sees them, joined with the target's own sockets at floors. */
export function createServiceProbe(service: RunningService, onOwnership: OwnershipListener): Probe {
  return {
    metrics: accusingMetrics(service.kind),
    cost: 'floor',
    unavailable: null,
    read: async ({ sockets }) => {
      const connections = await service.observer.connections();
      const { owned, by } = ownedConnections(connections, sockets, service.port);
      onOwnership(service.kind, by);
      return connectionMetrics(service.kind, owned);
    },
  };
}

/** Between floors: how many clients the server has in all, which costs it next to nothing to tell. */
export function createServiceCountProbe(service: RunningService): Probe {
  const metric = serviceDefinitions[service.kind].connections;
  return {
    metrics: [metric],
    cost: 'sample',
    unavailable: null,
    read: async () => ({ [metric]: await service.observer.count() }),
  };
}
