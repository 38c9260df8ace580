import type { RunningService } from '../model/service.js';
import type { AgentReading, Target } from '../model/target.js';
import type { Clock } from '../platform/clock.js';
import type { ProbeSet } from './probes/create-probes.js';

/** Everything a reading of the target needs to reach. */
export interface SamplingWorld {
  readonly target: Target;
  readonly services: readonly RunningService[];
  readonly probes: ProbeSet;
  readonly clock: Clock;
}

/** The agents' cheap readings; none where the target carries no agent. */
export async function readAgents({ target }: SamplingWorld): Promise<readonly AgentReading[]> {
  return target.agents === null ? [] : target.agents.read();
}
