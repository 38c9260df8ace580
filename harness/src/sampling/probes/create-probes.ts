import type { RunningService } from '../../model/service.js';
import { createAgentProbe } from './agent-probe.js';
import { descriptorProbe, processProbe, residentProbe, socketProbe } from './os-probes.js';
import type { Probe } from './probe.js';
import { createServiceCountProbe, createServiceProbe, type OwnershipListener } from './service-probes.js';

export interface ProbeSet {
  readonly atFloors: readonly Probe[];
  readonly atSamples: readonly Probe[];
}

/** Every probe that applies to a target with these services. */
export function createProbes(
  services: readonly RunningService[],
  hasAgent: boolean,
  onOwnership: OwnershipListener,
): ProbeSet {
  const common = [createAgentProbe(hasAgent), residentProbe, descriptorProbe, processProbe];
  return {
    atFloors: [...common, socketProbe, ...services.map((service) => createServiceProbe(service, onOwnership))],
    atSamples: [...common, ...services.map(createServiceCountProbe)],
  };
}
