import type { BlockRecord } from '../../model/block.js';
import type { TargetRecording } from '../../model/recording.js';
import { type FlooredBlock, growthIn, isRepeated, requestsIn, withFloors } from '../endpoint-blocks.js';
import { memoizeByList } from '../memoize.js';
import type { MetricJudgement } from './metric-judgement.js';

/**
 * A stretch of blocks in which only one endpoint was driven, after a pause in which the others could free what they
 * held.
 */
export interface OwnTurn {
  readonly blocks: readonly FlooredBlock[];
  /** Idle blocks right after it; none while the turn goes on, or where another endpoint followed at once. */
  readonly pause: readonly FlooredBlock[];
}

/** Enough for three windows, the newest of which has six blocks. */
const fewestBlocks = 12;

type Stretch = readonly BlockRecord[];

/** Joins neighbouring blocks of the same endpoint, and neighbouring idle ones. */
function stretchesOf(blocks: TargetRecording['blocks']): readonly Stretch[] {
  const stretches: BlockRecord[][] = [];
  for (const block of blocks.filter((each) => !isRepeated(each))) {
    const last = stretches.at(-1);
    if (last?.[0]?.endpoint === block.endpoint) last.push(block);
    else stretches.push([block]);
  }
  return stretches;
}

const isIdle = (stretch: Stretch | undefined): boolean => stretch?.[0]?.endpoint === null;

interface RecordedTurn {
  readonly blocks: Stretch;
  readonly pause: Stretch;
}

/** The newest turn of each endpoint that had one. */
const latestTurns = memoizeByList((blocks: TargetRecording['blocks']): ReadonlyMap<string, RecordedTurn> => {
  const turns = new Map<string, RecordedTurn>();
  const stretches = stretchesOf(blocks);
  for (const [index, stretch] of stretches.entries()) {
    const endpoint = stretch[0]?.endpoint ?? null;
    const next = stretches[index + 1] ?? [];
    if (endpoint === null || stretch.length < fewestBlocks || !isIdle(stretches[index - 1])) continue;
    turns.set(endpoint, { blocks: stretch, pause: isIdle(next) ? next : [] });
  }
  return turns;
});

/**
 * The newest turn that an endpoint had for itself. What it shows is the endpoint's own. In rounds it would not be: what
 * one endpoint holds for some seconds goes while another is driven.
 *
 * @returns null where it had no such turn, or where the target has no other endpoint.
 */
export function latestOwnTurn(recording: TargetRecording, endpoint: string): OwnTurn | null {
  if (recording.target.endpoints.length < 2) return null;
  const turn = latestTurns(recording.blocks).get(endpoint);
  if (turn === undefined) return null;
  const floored = (blocks: Stretch): readonly FlooredBlock[] => blocks.flatMap((block) => withFloors(recording, block));
  return { blocks: floored(turn.blocks), pause: floored(turn.pause) };
}

/** What one endpoint's own turn did to its memory, and how much of that went in the pause after it. */
export interface FramedGrowth {
  readonly growth: number;
  /** 0–1. */
  readonly share: number;
  readonly requests: number;
}

/**
 * @returns null where no pause follows the turn, or nothing grew; also for counts, which are exact and go within a
 * pause.
 */
export function framedGrowth(turn: OwnTurn | null, { metric, unit }: MetricJudgement): FramedGrowth | null {
  if (turn === null || turn.pause.length === 0 || unit !== 'bytes') return null;
  const growth = growthIn(turn.blocks, metric);
  if (growth <= 0) return null;
  const share = Math.max(0, Math.min(1, -growthIn(turn.pause, metric) / growth));
  return { growth, share, requests: requestsIn(turn.blocks) };
}
