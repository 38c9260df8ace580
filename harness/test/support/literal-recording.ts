import type { BlockCpu, BlockPhase, BlockRecord } from '../../src/model/block.js';
import type { Limits } from '../../src/model/limits.js';
import type { LoadResult } from '../../src/model/load.js';
import type { MetricReadings } from '../../src/model/metrics/catalogue.js';
import type { FloorRecord } from '../../src/model/readings.js';
import type { TargetRecording } from '../../src/model/recording.js';
import { noLimits } from './synthetic-recording.js';

/** One block as a test writes it down: who was asked how often, and what the floor after it showed. */
export interface LiteralBlock {
  readonly endpoint: string | null;
  readonly requests: number;
  readonly floor: MetricReadings;
  readonly phase?: BlockPhase;
  readonly load?: Partial<LoadResult>;
  readonly connections?: number;
  readonly cpu?: BlockCpu;
  readonly settled?: boolean;
  /** What was seen to wait to fire before an idle block; nobody looked where absent. */
  readonly timers?: BlockRecord['timers'];
  readonly firstN?: number;
  readonly keys?: 'repeated';
  /** Driven together with the block before it, between the same two floors; its own `floor` counts for nothing. */
  readonly joins?: boolean;
}

export interface LiteralDetails {
  readonly name?: string;
  readonly limits?: Partial<Limits>;
  readonly endpoints?: readonly string[];
}

const answered = (requests: number): LoadResult => ({
  sent: requests,
  ok: requests,
  non2xx: 0,
  unexpected: 0,
  errors: 0,
  timeouts: 0,
  requestsPerSecond: 1_000,
  durationMs: requests,
  latencyMs: { p50: 1, p95: 2, p99: 3, max: 4 },
  statuses: { '200': requests },
  firstFailure: null,
});

/** A target's recording from its first floor and its blocks, one after the other, a second each. */
export function literalRecording(
  first: MetricReadings,
  blocks: readonly LiteralBlock[],
  details: LiteralDetails = {},
): TargetRecording {
  const { name = 'literal', limits = {} } = details;
  const driven = [...new Set(blocks.flatMap(({ endpoint }) => endpoint ?? []))];
  const toFloor = (metrics: MetricReadings, index: number, settled: boolean): FloorRecord => ({
    type: 'floor',
    target: name,
    index,
    atMs: 1_000 * index,
    requests: blocks.slice(0, index).reduce((sum, { requests }) => sum + requests, 0),
    metrics,
    socketsByPeer: {},
    settled,
    settleMs: 30,
  });
  const opening = blocks.filter(({ joins }) => joins !== true);
  const floorAfter = (index: number): number => blocks.slice(0, index + 1).filter(({ joins }) => joins !== true).length;
  const toBlock = (
    { endpoint, requests, phase, load, connections, cpu, timers, firstN, keys }: LiteralBlock,
    index: number,
  ): BlockRecord => ({
    type: 'block',
    target: name,
    endpoint,
    phase: phase ?? (endpoint === null ? 'idle' : 'measure'),
    stage: index,
    requests,
    connections: connections ?? (phase === 'scout' ? 1 : 8),
    startMs: 1_000 * index,
    endMs: 1_000 * index + 900,
    floorBefore: floorAfter(index) - 1,
    floorAfter: floorAfter(index),
    load: { ...answered(requests), ...load },
    ...(cpu === undefined ? {} : { cpu }),
    ...(timers === undefined ? {} : { timers }),
    ...(firstN === undefined ? {} : { firstN }),
    ...(keys === undefined ? {} : { keys }),
  });
  return {
    target: { name, expect: null, endpoints: details.endpoints ?? driven, freshInputs: [] },
    start: {
      type: 'target-start',
      target: name,
      atMs: 0,
      pid: 4242,
      limits: { ...noLimits, ...limits },
      ownership: {},
      unmeasured: [],
    },
    floors: [toFloor(first, 0, true), ...opening.map((block, i) => toFloor(block.floor, i + 1, block.settled ?? true))],
    blocks: blocks.map(toBlock),
    samples: [],
    evidence: [],
    invariants: [],
    sessions: [],
    events: [],
    end: null,
  };
}
