import type { TargetRecording } from '../../model/recording.js';
import { endpointBlocks, type FlooredBlock } from '../endpoint-blocks.js';
import { median } from '../statistics/median.js';

/** What one block tells of the time that a request takes. */
export interface TimedBlock {
  /** Requests to the target until the middle of the block. */
  readonly requestsSoFar: number;
  readonly latencyP50Ms: number;
  /** CPU time of the target; null where it was not read. */
  readonly cpuMsPerRequest: number | null;
  /** CPU time of Leakline for sending a request; null where it was not read. */
  readonly loadMsPerRequest: number | null;
}

function toTimed({ block, before }: FlooredBlock): TimedBlock {
  const { requests, load, cpu } = block;
  return {
    requestsSoFar: before.requests + requests / 2,
    latencyP50Ms: load.latencyMs.p50,
    cpuMsPerRequest: cpu === undefined ? null : cpu.targetMs / requests,
    loadMsPerRequest: cpu === undefined ? null : cpu.loadMs / requests,
  };
}

/**
 * Blocks of an endpoint whose times can be compared: driven alone, warm, over as many connections as the last of them, and
 * with every answer as expected.
 */
export function timedBlocks(recording: TargetRecording, endpoint: string): readonly TimedBlock[] {
  const warm = endpointBlocks(recording, endpoint).filter(({ block }) => block.phase === 'measure');
  const connections = warm.at(-1)?.block.connections;
  return warm
    .filter(
      ({ block }) => block.connections === connections && block.load.sent > 0 && block.load.ok === block.load.sent,
    )
    .map(toTimed);
}

/** The median of some blocks; null where one of them does not know the figure. */
export function middleOf(blocks: readonly TimedBlock[], figure: keyof TimedBlock): number | null {
  const values = blocks.flatMap((block) => block[figure] ?? []);
  return values.length < blocks.length ? null : median(values);
}

/** Blocks in time order, cut into three parts of about the same number. */
export interface Thirds {
  readonly early: readonly TimedBlock[];
  readonly middle: readonly TimedBlock[];
  readonly late: readonly TimedBlock[];
}

export function inThirds(blocks: readonly TimedBlock[]): Thirds {
  const third = Math.round(blocks.length / 3);
  return { early: blocks.slice(0, third), middle: blocks.slice(third, -third), late: blocks.slice(-third) };
}
