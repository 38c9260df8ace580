import type { MetricId } from '../../../harness/src/model/metrics/catalogue.js';
import { applicationPartOf } from '../../../harness/src/model/runtimes/catalogue.js';
import type { TargetTrace, TraceBlock } from '../../../harness/src/model/trace.js';

/** What grew in the blocks of one endpoint. */
export interface EndpointTrace extends TargetTrace {
  /** Whose growth it is: its own, or that of all who were driven together with it, which it has at most. */
  readonly belongsTo: 'endpoint' | 'group';
  /** Requests of the endpoint together with others that are left out, because what grew there is not its own. */
  readonly leftOut: number;
  /** Where V8's own code was counted apart, the heap is what the application keeps. */
  readonly isWithoutCode: boolean;
}

/**
 * What one endpoint did to one metric: its floors moved together, so that they begin at 0 and rise only by what grew
 * during its own blocks. These are the blocks in which it was driven alone: the series that its rate was estimated from.
 * An endpoint that was never alone is shown with all that grew while it was driven. Blocks of repeated inputs, and those in
 * which the metric was not read, are left out.
 */
export function endpointTrace(trace: TargetTrace, endpoint: string, metric: MetricId): EndpointTrace {
  const growth = growthReader(trace, metric);
  const driven = trace.blocks.filter(
    (block) => block.endpoint === endpoint && block.keys === undefined && growth(block) !== null,
  );
  const alone = driven.filter(({ together }) => together === undefined);
  const own = alone.length > 0 ? alone : driven;
  const shared = driven.filter((block) => !own.includes(block));
  const floors = own.length === 0 ? [] : [own[0]?.floorBefore ?? 0, ...own.map(({ floorAfter }) => floorAfter)];
  return {
    ...trace,
    floors: {
      atMs: floors.map((floor) => trace.floors.atMs[floor] ?? 0),
      requests: floors.length === 0 ? [] : runningSum(own.map((block) => block.requests)),
      values: { [metric]: floors.length === 0 ? [] : runningSum(own.map((block) => growth(block) ?? 0)) },
      settled: floors.map((floor) => trace.floors.settled[floor] ?? true),
    },
    blocks: own.map((block, index): TraceBlock => ({ ...block, floorBefore: index, floorAfter: index + 1 })),
    belongsTo: alone.length > 0 || driven.length === 0 ? 'endpoint' : 'group',
    leftOut: shared.reduce((sum, { requests }) => sum + requests, 0),
    isWithoutCode: own.some((block) => applicationGrowth(trace, metric, block) !== null),
  };
}

function grown({ floors }: TargetTrace, metric: MetricId, { floorBefore, floorAfter }: TraceBlock): number | null {
  const column = floors.values[metric] ?? [];
  const from = column[floorBefore] ?? null;
  const to = column[floorAfter] ?? null;
  return from === null || to === null ? null : to - from;
}

/** What the application keeps of a heap; null for any other metric, and where it was not counted. */
function applicationGrowth(trace: TargetTrace, metric: MetricId, block: TraceBlock): number | null {
  const application = applicationPartOf(metric);
  return application === metric ? null : grown(trace, application, block);
}

/** Growth as it is judged: of the heap what the application keeps, where it was counted. */
function growthReader(trace: TargetTrace, metric: MetricId): (block: TraceBlock) => number | null {
  return (block) => applicationGrowth(trace, metric, block) ?? grown(trace, metric, block);
}

/** From 0, one longer than what is summed. */
function runningSum(values: readonly number[]): readonly number[] {
  const sums = [0];
  for (const value of values) sums.push((sums.at(-1) ?? 0) + value);
  return sums;
}
