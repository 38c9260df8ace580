import type { ByMetric, MetricId } from '../metrics/catalogue.js';
import type { MetricAdvice } from '../metrics/metric-definition.js';

/** Everything that is known of one runtime without touching a process of it. `runtimes/<kind>/` gets into its processes. */
export interface RuntimeDefinition {
  /** As it is spelled: `Node.js`. */
  readonly title: string;
  /** Its heap after a collection. Memory is not judged where this could not be read. */
  readonly heap: MetricId;
  /** What the application's own objects hold of that heap, where they can be told from code; else null. */
  readonly applicationHeap: MetricId | null;
  /** Memory that its agent reads and that is resident as well: where one of these grows, resident memory is no news. */
  readonly memory: readonly MetricId[];
  /** What is listed as not measured where a target carries no agent. */
  readonly judged: readonly MetricId[];
  /** The file of its own that stands on a stack between a thread and the call that started it. */
  readonly threadFile: string;
  /** Advice in the words of its language and its drivers, where the metric's own is more general. */
  readonly advice: ByMetric<MetricAdvice>;
}
