import type { AnalysisSettings } from '../../model/analysis-settings.js';
import type { TargetRecording } from '../../model/recording.js';
import { endpointBlocks } from '../endpoint-blocks.js';
import { createSeededRandom, shuffled } from '../statistics/seeded-random.js';
import { type PlannedBlock, recentMillisecondsPerRequest } from './block-size.js';

/** An endpoint without a verdict, and what it would be sent next. */
export interface Candidate {
  readonly block: PlannedBlock;
  /** Requests that alone keep it from a verdict; 0 where something else does, too. */
  readonly requestsMissing: number;
  /** It is in the middle of a contrast of inputs, or about to begin one. */
  readonly isContrasting: boolean;
}

export interface PlanContext {
  readonly seed: number;
  /** Milliseconds since the target's first request. */
  readonly spentMs: number;
}

/**
 * Blocks that endpoints get in turn: seven of scouting, three of warming up and some at full size, after which most are
 * decided. Turns of one block keep the drift of a service apart from its endpoints. Higher lets what one endpoint holds
 * for seconds go while another is driven; lower leaves less of that protection.
 */
export const blocksInTurn = 16;

const playedBy = (recording: TargetRecording, { block }: Candidate): number =>
  endpointBlocks(recording, block.endpoint).length;

/** Those with the fewest blocks first; ties are broken by a random order seeded per round. */
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

/** A floor after each block, and blocks that take longer than the last ones did. */
const timeAllowance = 1.15;

/** Whether an endpoint will have its verdict in the time that is left, as far as its pace tells. */
type Prospect = 'in time' | 'unknown' | 'too late';

const prospects: readonly Prospect[] = ['in time', 'unknown', 'too late'];

interface Distance {
  readonly prospect: Prospect;
  /** Within a prospect the least comes first: milliseconds until the verdict, or blocks so far where that is unknown. */
  readonly order: number;
}

function distanceOf(recording: TargetRecording, candidate: Candidate, leftMs: number): Distance {
  const { block, requestsMissing } = candidate;
  if (requestsMissing === 0) return { prospect: 'unknown', order: playedBy(recording, candidate) };
  const blocks = endpointBlocks(recording, block.endpoint);
  const neededMs = timeAllowance * requestsMissing * recentMillisecondsPerRequest(blocks);
  return { prospect: neededMs <= leftMs ? 'in time' : 'too late', order: neededMs };
}

/** Where it will be too late for one it is no use to stop it for another that will be too late as well. */
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
 * Whose turn it is. First all endpoints take turns of one block. What is undecided then needs many more: now each is
 * driven for as long as it takes, what will be decided soonest first; where that cannot be told, for its share of the
 * time left. So some endpoints get their verdict where rounds would leave all without enough requests, and what one of
 * them holds for some seconds is not seen to go in the blocks of another. Contrasts of inputs come first: they are ten short
 * blocks, and may turn twelve thousand missing requests into a thousand.
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
