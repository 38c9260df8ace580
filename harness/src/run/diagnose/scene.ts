import type { Endpoint } from '../../model/endpoint.js';
import type { LoadGenerator } from '../../model/load.js';
import type { MetricId } from '../../model/metrics/catalogue.js';
import type { AgentDiagnosis } from '../../model/target.js';
import type { SamplingWorld } from '../../sampling/world.js';

/** Time to put together what was seen before: nothing that comes late may cost the pass that. */
export const reserveMs = 300;

/** Everything that a pass over one endpoint needs to reach. */
export interface DiagnoseScene {
  readonly world: SamplingWorld;
  readonly diagnosis: AgentDiagnosis;
  readonly load: LoadGenerator;
  readonly endpoint: Endpoint;
  readonly connections: number;
  readonly requestTimeoutMs: number;
  /** What is to be explained. */
  readonly metrics: readonly MetricId[];
  /** When the pass is called off. */
  readonly untilMs: number;
  readonly signal: AbortSignal;
}
