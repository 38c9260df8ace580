import type { AnalysisSettings } from '../../model/analysis-settings.js';
import type { TargetRecording } from '../../model/recording.js';
import { endpointBlocks } from '../endpoint-blocks.js';
import { createSeededRandom, shuffled } from '../statistics/seeded-random.js';
import { type PlannedBlock, recentMillisecondsPerRequest } from './block-size.js';

/** An undecided endpoint, and the block that it would be sent next. */
export interface Candidate {
  readonly block: PlannedBlock;
  /** How many requests it lacks for a verdict, where it lacks nothing else; else 0. */
  readonly requestsMissing: number;
  /** A contrast of inputs is going on there, or is about to begin. */
  readonly isContrasting: boolean;
}

export interface PlanContext {
  readonly seed: number;
  /** Milliseconds since the target's first request. */
  readonly spentMs: number;
}

/**
 * Blocks that each endpoint gets in turn: seven of scouting, three of warming up and some at full size. Most endpoints
 * are decided then. Turns of one block keep the drift of a service apart from its endpoints. Higher: what one endpoint
 * holds for seconds goes while another is driven. Lower: less of that protection is left.
 */
export const blocksInTurn = 16;

const playedBy = (recording: TargetRecording, { block }: Candidate): number =>
  endpointBlocks(recording, block.endpoint).length;

/** The candidate with the fewest blocks. Ties are broken by a random order that is seeded per round. */
function inRounds(
  recording: TargetRecording,
  candidates: readonly Candidate[],
  fewest: number,
  seed: number,
): Candidate | undefined {
  const inRandomOrder = shuffled(candidates, createSeededRandom(seed + fewest));
  return inRandomOrder.toSorted((a, b) => playedBy(recording, a) - playedBy(recording, b))[0];
}

/** Whether the endpoint that is being driven has had its share of the time that was left when its turn began. */
function hasHadShare(recording: TargetRecording, endpoint: string, budgetMs: number, sharers: number): boolean {
  const loaded = recording.blocks.filter((block) => block.endpoint !== null);
  const before = loaded.findLastIndex((block) => block.endpoint !== endpoint);
  const [first, turn, last] = [loaded[0], loaded[before + 1], loaded.at(-1)];
  if (first === undefined || turn === undefined || last === undefined) return false;
  const leftMs = budgetMs - (turn.startMs - first.startMs);
  return last.endMs - turn.startMs >= leftMs / sharers;
}

/** Allowance for the floors after blocks, and for blocks that take longer than the last ones did. */
const timeAllowance = 1.15;

/** Whether an endpoint will have its verdict in the time that is left, as far as its pace tells. */
type Prospect = 'in time' | 'unknown' | 'too late';

const prospects: readonly Prospect[] = ['in time', 'unknown', 'too late'];

interface Distance {
  readonly prospect: Prospect;
  /**
   * Within a prospect the smallest comes first: milliseconds until the verdict, or the number of blocks so far where
   * that is unknown.
   */
  readonly order: number;
}

function distanceOf(recording: TargetRecording, candidate: Candidate, leftMs: number): Distance {
  const { block, requestsMissing } = candidate;
  if (requestsMissing === 0) return { prospect: 'unknown', order: playedBy(recording, candidate) };
  const blocks = endpointBlocks(recording, block.endpoint);
  const neededMs = timeAllowance * requestsMissing * recentMillisecondsPerRequest(blocks);
  return { prospect: neededMs <= leftMs ? 'in time' : 'too late', order: neededMs };
}

/**
 * Whether the turn of an endpoint is over. One that will be too late is not stopped for another that will be too late
 * as well.
 */
function isTurnOver(
  recording: TargetRecording,
  current: Candidate,
  others: readonly Candidate[],
  distance: (candidate: Candidate) => Distance,
  budgetMs: number,
): boolean {
  const { prospect } = distance(current);
  if (prospect === 'unknown') {
    const waiting = others.filter((other) => playedBy(recording, other) <= blocksInTurn);
    return hasHadShare(recording, current.block.endpoint, budgetMs, 1 + waiting.length);
  }
  return prospect === 'too late' && others.some((other) => distance(other).prospect !== 'too late');
}

function nearest(
  candidates: readonly Candidate[],
  distance: (candidate: Candidate) => Distance,
): Candidate | undefined {
  return candidates
    .map((candidate) => ({ candidate, ...distance(candidate) }))
    .toSorted((a, b) => prospects.indexOf(a.prospect) - prospects.indexOf(b.prospect) || a.order - b.order)[0]
    ?.candidate;
}

/**
 * Chooses whose turn it is. First all endpoints take turns of one block. What is undecided then needs many more blocks,
 * so from then on each endpoint is driven for as long as it takes. The one that will be decided soonest comes first.
 * Where that is not known, an endpoint gets its share of the time that is left. So some endpoints get their verdict,
 * where rounds would leave all of them without enough requests; and what one endpoint holds for some seconds does not
 * go in the blocks of another. Contrasts of inputs come first: they are ten short blocks, and may turn twelve thousand
 * missing requests into a thousand.
 *
 * @returns undefined when there is no candidate.
 */
export function chooseTurn(
  recording: TargetRecording,
  candidates: readonly Candidate[],
  { budgetMs }: Pick<AnalysisSettings, 'budgetMs'>,
  { seed, spentMs }: PlanContext,
): Candidate | undefined {
  const fewest = Math.min(...candidates.map((candidate) => playedBy(recording, candidate)));
  if (candidates.length < 2 || fewest < blocksInTurn) return inRounds(recording, candidates, fewest, seed);
  const distance = (candidate: Candidate): Distance => distanceOf(recording, candidate, budgetMs - spentMs);
  const lastDriven = recording.blocks.findLast(({ endpoint }) => endpoint !== null)?.endpoint;
  const contrasting = candidates.filter(({ isContrasting }) => isContrasting);
  if (contrasting.length > 0) {
    return contrasting.find(({ block }) => block.endpoint === lastDriven) ?? contrasting[0];
  }
  const current = candidates.find(
    (candidate) => candidate.block.endpoint === lastDriven && playedBy(recording, candidate) > blocksInTurn,
  );
  const others = candidates.filter((each) => each !== current);
  const isOver = current === undefined || isTurnOver(recording, current, others, distance, budgetMs);
  return isOver ? nearest(others, distance) : current;
}
