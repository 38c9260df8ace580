import type { Endpoint } from '../../model/endpoint.js';
import type { LoadGenerator } from '../../model/load.js';
import type { MetricId } from '../../model/metrics/catalogue.js';
import type { AgentDiagnosis } from '../../model/target.js';
import type { SamplingWorld } from '../../sampling/world.js';

/** Time that is kept to put the evidence together. What takes too long is called off before it uses this time. */
export const reserveMs = 300;

/** Everything that a pass over one endpoint needs. */
export interface DiagnoseScene {
  readonly world: SamplingWorld;
  readonly diagnosis: AgentDiagnosis;
  readonly load: LoadGenerator;
  readonly endpoint: Endpoint;
  readonly connections: number;
  readonly requestTimeoutMs: number;
  /** Metrics of the findings that have to be explained. */
  readonly metrics: readonly MetricId[];
  /** When the pass is called off. */
  readonly untilMs: number;
  readonly signal: AbortSignal;
}
