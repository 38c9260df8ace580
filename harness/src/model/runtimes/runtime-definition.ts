import type { ByMetric, MetricId } from '../metrics/catalogue.js';
import type { MetricAdvice } from '../metrics/metric-definition.js';

/**
 * Everything that can be known of a runtime without one of its processes. The code for its processes is in
 * `runtimes/<kind>/`.
 */
export interface RuntimeDefinition {
  /** The name as it is spelled: `Node.js`. */
  readonly title: string;
  /** The base names of the programs that run its code, e.g. `python3.11`. Null where each program has a name of its own. */
  readonly programs: RegExp | null;
  /** Whether an agent inside the process reads it, or Leakline from outside by a door that the runtime has itself. */
  readonly entrance: 'agent' | 'door';
  /** The metric of its heap after a collection. Where it could not be read, memory is not judged. */
  readonly heap: MetricId;
  /**
   * The metric of what the application's own objects hold of that heap, where these can be told from code. Otherwise
   * null.
   */
  readonly applicationHeap: MetricId | null;
  /**
   * Metrics of memory that its agent reads and that is part of resident memory. If one of them grows, growth of
   * resident memory needs no other explanation.
   */
  readonly memory: readonly MetricId[];
  /** The metrics that are listed as not measured where a target carries no agent. */
  readonly judged: readonly MetricId[];
  /** The drivers whose pools its agent sees, in words; null for none. */
  readonly pooledBy: string | null;
  /** The language of code in remedies that is its own. Null where no remedy has any. */
  readonly codeLanguage: 'ts' | null;
  /** The runtime's own file that is on a stack between a thread and the call that started it. */
  readonly threadFile: string;
  /**
   * How a second pass sees what grew in its heap: by `snapshots` that the harness reads, or `told` by an agent that looks
   * itself.
   */
  readonly growth: 'snapshots' | 'told';
  /** Whether its agent can watch lines and calls while the endpoint is driven once more. */
  readonly follows: boolean;
  /** Advice in the words of its language and its drivers, where the metric's own advice is more general. */
  readonly advice: ByMetric<MetricAdvice>;
}
