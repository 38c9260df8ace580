import type { RunningService } from '../../model/service.js';
import { createAgentProbe } from './agent-probe.js';
import { createOsProbes } from './os-probes.js';
import type { Probe } from './probe.js';
import { createServiceCountProbe, createServiceProbe, type OwnershipListener } from './service-probes.js';

export interface ProbeSet {
  readonly atFloors: readonly Probe[];
  readonly atSamples: readonly Probe[];
  /** Numbers that the user configured. They are read at floors, after all other probes. */
  readonly ofUser: readonly Probe[];
}

/** What can be read of a target. */
export interface Readable {
  readonly hasAgent: boolean;
  /** False for a target that was given only by its address. */
  readonly knowsProcesses: boolean;
}

/** Creates every probe that applies to a target with these services. */
export function createProbes(
  services: readonly RunningService[],
  { hasAgent, knowsProcesses }: Readable,
  onOwnership: OwnershipListener,
  ofUser: readonly Probe[] = [],
): ProbeSet {
  const common = [createAgentProbe(hasAgent), ...createOsProbes(knowsProcesses)];
  return {
    atFloors: [...common, ...services.map((service) => createServiceProbe(service, onOwnership))],
    atSamples: [...common.filter(({ cost }) => cost === 'sample'), ...services.map(createServiceCountProbe)],
    ofUser,
  };
}
