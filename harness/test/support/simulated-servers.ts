import type { ByMetric, MetricId } from '../../src/model/metrics/catalogue.js';
import type { Growth } from './growth-functions.js';
import { type NoiseModel, randomWalkNoise, silence, whiteNoise } from './noise.js';
import type { SimulatedEndpoint, SimulatedServer } from './simulated-server.js';

const MB = 1_000_000;

/** A small Express service at rest, with a PostgreSQL pool and a Redis client, quiet like a warm one. */
const restingService = {
  'pg.connections': 1,
  'pg.idleInTransaction': 0,
  'redis.connections': 1,
  children: 0,
  threads: 11,
  sockets: 4,
  fds: 26,
  handles: 3,
  'handles.TCPSocketWrap': 3,
  'handles.Timeout': 0,
  heapUsedBytes: 14 * MB,
  externalBytes: 2 * MB,
  arrayBuffersBytes: 100_000,
  rssBytes: 90 * MB,
};

/**
 * Noise of the floors of a warm Express service. The heap's standard deviation is rounded up: steps between two floors
 * were measured with about 18,000 B (DESIGN.md, section 3), and here they have about 28,000 B. No measurement of the
 * other numbers is recorded.
 */
export const quietNoise: ByMetric<NoiseModel> = {
  heapUsedBytes: whiteNoise(20_000),
  externalBytes: whiteNoise(300),
  arrayBuffersBytes: silence,
  rssBytes: randomWalkNoise(300_000),
};

type Growths = ByMetric<Growth>;

/** A service with these endpoints, each with what it adds to which metric. */
export function simulatedService(
  endpoints: Readonly<Record<string, Growths>>,
  details: Partial<SimulatedServer> & { readonly endpoint?: Omit<SimulatedEndpoint, 'growth'> } = {},
): SimulatedServer {
  const { endpoint = {}, ...server } = details;
  const entries = Object.entries(endpoints).map(([id, growth]) => [id, { growth, ...endpoint }]);
  return { atRest: restingService, noise: quietNoise, ...server, endpoints: Object.fromEntries(entries) };
}

/** What a leaked `pg` client costs besides the connection. */
export const leakedClient = (perRequest: Growth): Growths => ({
  'pg.connections': perRequest,
  sockets: perRequest,
  fds: perRequest,
  handles: perRequest,
  'handles.TCPSocketWrap': perRequest,
  heapUsedBytes: (progress) => 7_000 * perRequest(progress),
});

/** A service whose only endpoint does this to one metric. */
export const serviceWith = (metric: MetricId, growth: Growth, details: Parameters<typeof simulatedService>[1] = {}) =>
  simulatedService({ 'GET /': { [metric]: growth } }, details);
