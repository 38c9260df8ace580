import { floorValue } from '../../harness/src/analysis/endpoint-blocks.js';
import type { MetricId } from '../../harness/src/model/metrics/catalogue.js';
import type { FloorRecord, SampleRecord } from '../../harness/src/model/readings.js';
import type { Recording, TargetRecording } from '../../harness/src/model/recording.js';
import type { Point } from './svg.js';

/** The one target of a recording for a figure. */
export function targetOf({ targets: [target] }: Recording): TargetRecording {
  if (target === undefined) throw new Error('The recording has no target. Record it anew: npm run docs:figures');
  return target;
}

/** The heap with V8's own code, and without it. */
export const wholeHeap: MetricId = 'heapUsedBytes';
export const applicationHeap: MetricId = 'heap.applicationBytes';

/** The heap as it is judged: what the application keeps, where that was counted. */
export const judgedHeap = (floors: readonly FloorRecord[]): MetricId =>
  floors.every((floor) => floorValue(floor, applicationHeap) !== null) ? applicationHeap : wholeHeap;

type Reading = FloorRecord | SampleRecord;

/** A metric of floors or samples as points; where it was not read there is none. */
export function pointsOf<R extends Reading>(
  readings: readonly R[],
  metric: MetricId,
  xOf: (reading: R) => number,
): readonly Point[] {
  return readings.flatMap((reading) => {
    const y = floorValue(reading, metric);
    return y === null ? [] : [{ x: xOf(reading), y }];
  });
}

/** Floors after blocks of requests: those after idle time show nothing new. */
export function floorsUnderLoad({ floors, blocks }: TargetRecording): readonly FloorRecord[] {
  const idle = new Set(blocks.filter(({ endpoint }) => endpoint === null).map(({ floorAfter }) => floorAfter));
  return floors.filter(({ index }) => !idle.has(index));
}

/** Whole blocks until the first that ends at so many requests or more, with their floors; as if the run had ended there. */
export function untilRequests(recording: TargetRecording, requests: number): TargetRecording {
  const last = floorsUnderLoad(recording).find((floor) => floor.requests >= requests) ?? recording.floors.at(-1);
  const end = last?.index ?? 0;
  return {
    ...recording,
    floors: recording.floors.filter(({ index }) => index <= end),
    blocks: recording.blocks.filter(({ floorAfter }) => floorAfter <= end),
    end: { type: 'target-end', target: recording.target.name, atMs: last?.atMs ?? 0, reason: 'budget', failure: null },
  };
}
