import os from 'node:os';
import type { Limits } from '../model/limits.js';
import type { Environment } from '../model/recording.js';
import type { RunningService, ServiceKind } from '../model/service.js';
import type { AgentReading, Target } from '../model/target.js';
import { readOwnVersion } from '../platform/own-version.js';

/** What the run ran on. */
export function describeEnvironment(services: readonly RunningService[]): Environment {
  return {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    cpus: os.availableParallelism(),
    leakline: readOwnVersion(),
    services: Object.fromEntries(services.map(({ kind, description }) => [kind, description])),
  };
}

/** A target may be assumed to use this share of the machine before a leak has to be called one. */
const memoryShare = 0.25;

const limitOf = (services: readonly RunningService[], kind: ServiceKind): number | null => {
  const limit = services.find((service) => service.kind === kind)?.maxConnections ?? null;
  return limit === null || !Number.isFinite(limit) ? null : limit;
};

const connectionMetric = { postgres: 'pg.connections', redis: 'redis.connections' } as const;

/** The walls that a leak of this target will run into. */
export function readLimits(
  services: readonly RunningService[],
  target: Target,
  agents: readonly AgentReading[],
): Limits {
  const heaps = agents.map(({ heapLimitBytes }) => heapLimitBytes);
  return {
    pgMaxConnections: limitOf(services, 'postgres'),
    redisMaxClients: limitOf(services, 'redis'),
    fileLimit: target.fileLimit,
    heapLimitBytes: heaps.length === 0 ? null : Math.min(...heaps),
    memoryBytes: Math.round(os.totalmem() * memoryShare),
    settings: Object.fromEntries(services.map(({ kind, limitSetting }) => [connectionMetric[kind], limitSetting])),
  };
}
