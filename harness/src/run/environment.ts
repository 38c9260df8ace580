import os from 'node:os';
import type { Limits } from '../model/limits.js';
import type { Environment } from '../model/recording.js';
import type { RunningService } from '../model/service.js';
import { serviceDefinitions } from '../model/services/catalogue.js';
import type { AgentReading, Target } from '../model/target.js';
import { readOwnVersion } from '../platform/own-version.js';

/** Describes the machine, the versions and the services of a run. */
export function describeEnvironment(services: readonly RunningService[]): Environment {
  return {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    cpus: os.availableParallelism(),
    leakline: readOwnVersion(),
    services: Object.fromEntries(services.map(({ kind, description }) => [kind, description])),
  };
}

/**
 * Share of the machine's memory that counts as a target's limit. A leak has to be named before the target uses it up.
 */
const memoryShare = 0.25;

/** The limit of its container goes first: it ends the target, however much the machine has. */
const memoryOf = ({ container }: Target): number =>
  Math.min(container?.memoryRoomBytes ?? Math.round(os.totalmem() * memoryShare), os.totalmem());

/** The hard limits that a leak of this target runs into. */
export function readLimits(
  services: readonly RunningService[],
  target: Target,
  agents: readonly AgentReading[],
): Limits {
  const heaps = agents.map(({ heapLimitBytes }) => heapLimitBytes).filter((bytes) => bytes !== null);
  return {
    connections: Object.fromEntries(
      services
        .filter(({ maxConnections }) => Number.isFinite(maxConnections))
        .map(({ kind, maxConnections }) => [kind, maxConnections]),
    ),
    fileLimit: target.fileLimit,
    heapLimitBytes: heaps.length === 0 ? null : Math.min(...heaps),
    memoryBytes: memoryOf(target),
    settings: Object.fromEntries(
      services.map(({ kind, limitSetting }) => [serviceDefinitions[kind].connections, limitSetting]),
    ),
  };
}
