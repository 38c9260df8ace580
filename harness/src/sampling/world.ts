import type { RunningService } from '../model/service.js';
import type { AgentReading, Target } from '../model/target.js';
import type { Clock } from '../platform/clock.js';
import type { ProbeSet } from './probes/create-probes.js';

/** Everything that is needed to read a target. */
export interface SamplingWorld {
  readonly target: Target;
  readonly services: readonly RunningService[];
  readonly probes: ProbeSet;
  readonly clock: Clock;
}

/** Reads the agents without a collection. Returns nothing where the target carries no agent. */
export async function readAgents({ target }: SamplingWorld): Promise<readonly AgentReading[]> {
  return target.agents === null ? [] : target.agents.read();
}
