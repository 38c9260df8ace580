import type { MetricId, MetricReadings } from '../../model/metrics/catalogue.js';
import type { RunningService, ServerConnection } from '../../model/service.js';
import { serviceDefinitions } from '../../model/services/catalogue.js';
import type { ServiceKind } from '../../model/services/service-kind.js';
import { type Ownership, ownedConnections } from './ownership.js';
import type { Probe } from './probe.js';

/** Called at each floor. It says whether the target's own connections or all connections of the server were counted. */
export type OwnershipListener = (kind: ServiceKind, by: Ownership) => void;

const countState = (connections: readonly ServerConnection[], isState: (state: string) => boolean): number =>
  connections.filter(({ state }) => isState(state)).length;

/** The metrics of the connections that a target or one of its processes has at a server. */
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

/** The metrics of a server's connections that can accuse. */
function accusingMetrics(kind: ServiceKind): readonly MetricId[] {
  const { connections, sessions } = serviceDefinitions[kind];
  return sessions === null ? [connections] : [connections, sessions.idleInTransaction];
}

/**
 * Creates the probe for the target's connections as the server sees them. They are matched with the target's sockets.
 */
export function createServiceProbe(service: RunningService, onOwnership: OwnershipListener): Probe {
  return {
    metrics: accusingMetrics(service.kind),
    cost: 'floor',
    unavailable: null,
    read: async ({ sockets }) => {
      const connections = await service.observer.connections();
      const { owned, by } = ownedConnections(connections, sockets, service);
      onOwnership(service.kind, by);
      return connectionMetrics(service.kind, owned);
    },
  };
}

/** Creates the probe for samples. It counts all clients of the server, which costs the server almost nothing. */
export function createServiceCountProbe(service: RunningService): Probe {
  const metric = serviceDefinitions[service.kind].connections;
  return {
    metrics: [metric],
    cost: 'sample',
    unavailable: null,
    read: async () => ({ [metric]: await service.observer.count() }),
  };
}
