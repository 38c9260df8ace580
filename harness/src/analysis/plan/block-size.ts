import type { AnalysisSettings } from '../../model/analysis-settings.js';
import type { BlockPhase } from '../../model/block.js';
import type { TargetRecording } from '../../model/recording.js';
import { agentMemory } from '../../model/runtimes/catalogue.js';
import { MiB } from '../../model/units.js';
import { endpointBlocks, type FlooredBlock, recordedBlocks, requestsIn } from '../endpoint-blocks.js';
import { requestsThatFitAll } from '../headroom.js';
import { fewestBlocks } from '../judge/byte-evidence.js';
import { connectionsFor, millisecondsPerRequest } from './concurrency.js';

export interface PlannedBlock {
  readonly endpoint: string;
  readonly phase: Exclude<BlockPhase, 'idle'>;
  /** Blocks that the endpoint had alone before this one; in a group, the groups before it. */
  readonly blocksBefore: number;
  readonly requests: number;
  readonly connections: number;
  /** Value of `{n}` in the first request of an earlier block, whose requests are sent once more; absent where they are new. */
  readonly repeatsFrom?: number;
}

/**
 * Requests of the largest scouting block. 1 + 2 + … + 64 = 127 sequential requests show every leak of about one thing
 * per request before concurrency begins, and stay within the half-headroom rule of a server with 100 connections.
 */
const largestScout = 64;

/** Scouting ends when the next block would take longer than this, for an endpoint that is slow. */
const longestScoutMs = 1_500;

/** The first requests load modules and open pools, so their time tells little about that of the next block. */
export const requestsBeforeTiming = 4;
const longestEarlyBlockMs = 10_000;

/**
 * Growth of the block size while warming up. It is large enough to reach full size quickly, and small enough to see
 * growth fade.
 */
export const warmUpFactor = 4;

/**
 * Requests that each connection sends in the first concurrent block; fewer where they would take longer than an early
 * block may.
 */
const firstRounds = 8;

/** Full-size blocks a budget should hold per endpoint, so that an interval has enough differences. */
const blocksPerBudget = 40;

/** The pace of an endpoint is that of its latest blocks together. */
const blocksOfPace = 3;

export const shortestBlockMs = 150;
const longestBlockMs = 500;

/**
 * The same where only requests are missing. More floors would tell nothing, and they cost as much as the load between
 * them.
 */
const longestPlainBlockMs = 1_500;

/** Share of the requests so far. The last two doublings, which verdicts look at, then still hold six blocks. */
const largestShareOfRequests = 0.25;

/**
 * A block of a large leak need not grow the target by more than this: collections take longer as the heap grows, and an
 * interval needs many blocks rather than large ones.
 */
const largestGrowthBytes = 16 * MiB;

/** Requests that grow the memory of the target by at most `largestGrowthBytes`, at the rate of the last block. */
function requestsOfBoundedGrowth(last: FlooredBlock): number {
  const growth = agentMemory.flatMap((metric) => recordedBlocks([last], metric)).map((block) => block.growth);
  const bytesPerRequest = Math.max(0, ...growth) / Math.max(1, last.block.requests);
  return bytesPerRequest === 0 ? Number.POSITIVE_INFINITY : largestGrowthBytes / bytesPerRequest;
}

/**
 * How long a full-size block should load the target: much longer than its floor takes, and short enough for many
 * blocks.
 */
function fullBlockMs(settings: AnalysisSettings, endpointCount: number): number {
  const share = settings.budgetMs / endpointCount / blocksPerBudget;
  return Math.min(longestBlockMs, Math.max(shortestBlockMs, share));
}

function nextScout(blocks: readonly FlooredBlock[]): number | null {
  const last = blocks.at(-1);
  if (last === undefined) return 1;
  if (last.block.phase !== 'scout') return null;
  const next = last.block.requests * 2;
  const patienceMs = last.block.requests < requestsBeforeTiming ? longestEarlyBlockMs : longestScoutMs;
  return next <= largestScout && next * millisecondsPerRequest(last) <= patienceMs ? next : null;
}

interface ConcurrentSize {
  readonly phase: 'warm-up' | 'measure';
  readonly requests: number;
}

/** How many requests an endpoint lacks for a verdict; 0 where it lacks something else. */
export interface Shortage {
  /** Only so many requests are missing. */
  readonly missing: number;
  /** Something seems to grow, and so many requests could prove it. */
  readonly toProof: number;
}

export const noShortage: Shortage = { missing: 0, toProof: 0 };

/**
 * Requests that are lost by rounding a block down to whole rounds. A block that lacks these few would cost another
 * floor.
 */
const roundLoss = ({ connections, widestConnections = connections }: AnalysisSettings): number =>
  Math.max(connections, widestConnections);

/** Requests of a block, such that the fewest blocks that prove a leak also pass what bounded things hold. */
function provingBlock(blocks: readonly FlooredBlock[], toProof: number, settings: AnalysisSettings): number {
  const full = blocks.filter(({ block }) => block.phase === 'measure');
  return toProof === 0 ? 0 : (requestsIn(full) + toProof) / fewestBlocks + roundLoss(settings);
}

/** Requests of a block that only adds requests and serves no estimate. */
const plainBlock = (blocks: readonly FlooredBlock[], missing: number, settings: AnalysisSettings): number =>
  missing === 0 ? 0 : Math.min(missing + roundLoss(settings), largestShareOfRequests * requestsIn(blocks));

function nextConcurrent(
  blocks: readonly FlooredBlock[],
  settings: AnalysisSettings,
  endpointCount: number,
  { missing, toProof }: Shortage,
): ConcurrentSize {
  const last = blocks.at(-1);
  if (last === undefined) return { phase: 'warm-up', requests: settings.connections };
  if (last.block.phase === 'scout') {
    // It is not known yet whether more connections bring more answers. An endpoint that computes answers one after the other.
    const inTime = longestEarlyBlockMs / millisecondsPerRequest(last);
    return { phase: 'warm-up', requests: Math.min(firstRounds * settings.connections, inTime) };
  }
  const grown = last.block.requests * warmUpFactor;
  const msPerRequest = recentMillisecondsPerRequest(blocks);
  const inTime = fullBlockMs(settings, endpointCount) / msPerRequest;
  const longer = Math.max(plainBlock(blocks, missing, settings), provingBlock(blocks, toProof, settings));
  const wanted = Math.max(inTime, Math.min(longer, longestPlainBlockMs / msPerRequest));
  const affordable = Math.min(wanted, requestsOfBoundedGrowth(last));
  return grown < affordable ? { phase: 'warm-up', requests: grown } : { phase: 'measure', requests: affordable };
}

/** The pace of the latest blocks together, because what only some requests do may take most of the time. */
export function recentMillisecondsPerRequest(blocks: readonly FlooredBlock[]): number {
  const recent = blocks.filter(({ block }) => block.phase !== 'scout').slice(-blocksOfPace);
  const sent = recent.reduce((sum, { block }) => sum + block.load.sent, 0);
  return recent.reduce((sum, { block }) => sum + block.load.durationMs, 0) / Math.max(1, sent);
}

/** Rounds a block to whole rounds of all connections, so that each connection sends equally many requests. */
const roundToConnections = (requests: number, connections: number): number =>
  Math.max(connections, Math.floor(requests / connections) * connections);

/**
 * The next block of one endpoint: scouting one request at a time from 1 to 64, then growing fourfold at full
 * concurrency until a block takes its share of the budget, then blocks of that size.
 *
 * @returns null when not even one more request fits before a hard limit.
 */
export function nextBlock(
  recording: TargetRecording,
  endpoint: string,
  settings: AnalysisSettings,
  shortage = noShortage,
): PlannedBlock | null {
  const blocks = endpointBlocks(recording, endpoint);
  const fits = requestsThatFitAll(recording, endpoint);
  if (fits < 1) return null;
  const common = { endpoint, blocksBefore: blocks.length };
  const scout = nextScout(blocks);
  if (scout !== null) return { ...common, phase: 'scout', requests: Math.min(scout, fits), connections: 1 };
  const { phase, requests } = nextConcurrent(blocks, settings, recording.target.endpoints.length, shortage);
  const connections = Math.min(connectionsFor(recording, blocks, settings), fits);
  return { ...common, phase, requests: Math.min(roundToConnections(requests, connections), fits), connections };
}
