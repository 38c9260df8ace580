import type { MetricId } from '../../model/metrics.js';
import type { TargetTrace, TraceBlock } from '../../model/trace.js';

/**
 * What one endpoint alone did to one metric: its floors moved together, so that they begin at 0 and rise only by what
 * grew during its own blocks. This is the series that its rate was estimated from. Blocks in which the metric was not
 * read are left out.
 */
export function endpointTrace(trace: TargetTrace, endpoint: string, metric: MetricId): TargetTrace {
  const column = trace.floors.values[metric] ?? [];
  const own = trace.blocks.filter(
    (block) =>
      block.endpoint === endpoint &&
      (column[block.floorBefore] ?? null) !== null &&
      (column[block.floorAfter] ?? null) !== null,
  );
  const requests = runningSum(own.map((block) => block.requests));
  const growth = runningSum(
    own.map(({ floorBefore, floorAfter }) => (column[floorAfter] ?? 0) - (column[floorBefore] ?? 0)),
  );
  const floors = own.length === 0 ? [] : [own[0]?.floorBefore ?? 0, ...own.map(({ floorAfter }) => floorAfter)];
  return {
    ...trace,
    floors: {
      atMs: floors.map((floor) => trace.floors.atMs[floor] ?? 0),
      requests: floors.length === 0 ? [] : requests,
      values: { [metric]: floors.length === 0 ? [] : growth },
      settled: floors.map((floor) => trace.floors.settled[floor] ?? true),
    },
    blocks: own.map((block, index): TraceBlock => ({ ...block, floorBefore: index, floorAfter: index + 1 })),
  };
}

/** From 0, one longer than what is summed. */
function runningSum(values: readonly number[]): readonly number[] {
  const sums = [0];
  for (const value of values) sums.push((sums.at(-1) ?? 0) + value);
  return sums;
}
