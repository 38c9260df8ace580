import type { AnalysisSettings } from '../../model/analysis-settings.js';
import type { TargetRecording } from '../../model/recording.js';
import { isHeapRead } from '../../model/runtimes/catalogue.js';
import { type BlockGroup, blockGroups, drivenAlone, drivenBlocks, type FlooredBlock } from '../endpoint-blocks.js';
import { requestsThatFitTogether } from '../headroom.js';
import { type EndpointJudgement, requestsMissing } from '../judge/conclude-endpoint.js';
import { createSeededRandom, shuffled } from '../statistics/seeded-random.js';
import type { PlannedBlock } from './block-size.js';
import type { PlanContext } from './choose-turn.js';
import { figuresOfConcurrency } from './concurrency.js';
import { sharedOut } from './group-size.js';
import { type Suspicion, suspectsAmong, unexplainedGrowth } from './suspects.js';
import { deadlineMs, nextFloorMs } from './time-left.js';

/** Several endpoints at once, between two floors. */
export interface TogetherStep {
  readonly kind: 'together';
  readonly blocks: readonly PlannedBlock[];
  /** One after the other, each over one connection. */
  readonly isSequential: boolean;
  /** After so long no further request is sent. */
  readonly longestMs: number;
}

/**
 * Fewer endpoints than this are driven alone. Two alone need hardly more floors than two together, and their growth is
 * told apart at once.
 */
const fewestTogether = 3;

/** A group of one would be a block alone. */
const fewestAtOnce = 2;

/** Requests of all endpoints in one sequential group, and how long the group may take. */
const largestScout = 64;
const longestScoutMs = 1_500;

/**
 * Each endpoint gets a random number of shares of a group, from one to this. Only different shares tell endpoints
 * apart.
 */
export const mostShares = 4;

/** How long the load of a group takes, in the time that a floor takes here. */
const loadPerFloor = 2;
const shortestGroupMs = 250;
const longestGroupMs = 1_500;

/**
 * An endpoint that takes longer than this over one connection gets more connections, as long as they do not slow it
 * down.
 */
export const slowMs = 20;
const unslowedFactor = 1.4;

/** Endpoints that are driven together. */
export interface Company extends Pick<Suspicion, 'hasGrown'> {
  /** Empty when the remaining endpoints are to be driven alone. */
  readonly members: readonly string[];
  /** By member: how many requests it lacks for a verdict, where it lacks nothing else; 0 where it needs floors, too. */
  readonly missing: ReadonlyMap<string, number>;
}

/**
 * Who is driven together from now on: everybody who may be, except those that were driven alone and those that the
 * groups make suspects.
 */
export function companyOf(
  recording: TargetRecording,
  undecided: readonly EndpointJudgement[],
  settings: AnalysisSettings,
): Company {
  const nobody = { members: [], hasGrown: false, missing: new Map() };
  if (!canBeTogether(recording)) return nobody;
  const alone = drivenAlone(recording);
  const may = (endpoint: string): boolean =>
    recording.target.together?.includes(endpoint) === true && !alone.has(endpoint);
  const open = undecided.map(({ endpoint }) => endpoint).filter(may);
  if (blockGroups(recording).length === 0 && open.length < fewestTogether) return nobody;
  const { suspects, hasGrown, isUnexplained } = suspectsAmong(recording, settings);
  const members = open.filter((endpoint) => !suspects.includes(endpoint));
  // A group of two cannot tell two endpoints apart.
  const fewest = isUnexplained ? fewestAtOnce + 1 : fewestAtOnce;
  if (members.length < fewest) return nobody;
  const missing = new Map(undecided.map((judgement) => [judgement.endpoint, requestsMissing(judgement)]));
  return { members, hasGrown, missing };
}

const requestsOf = ({ blocks }: BlockGroup): number => blocks.reduce((sum, { block }) => sum + block.requests, 0);

/** The next sequential group is twice the last one, as long as it stays small and short. */
function scoutScale(groups: readonly BlockGroup[], company: readonly string[]): number | null {
  const last = groups.at(-1);
  if (last === undefined) return 1;
  if (!last.isSequential) return null;
  const scale = groups.length === 1 ? 1 : 2 ** (groups.length - 1);
  const meanShares = (1 + mostShares) / 2;
  const requests = company.length * meanShares * scale;
  const msPerRequest =
    last.blocks.reduce((sum, { block }) => sum + block.load.durationMs, 0) / Math.max(1, requestsOf(last));
  return requests <= Math.max(largestScout, meanShares * company.length) && requests * msPerRequest <= longestScoutMs
    ? scale
    : null;
}

/**
 * Connections of one endpoint in the next group: twice as many as in its last block where it is slow and they did not
 * slow it down.
 */
function connectionsOf(driven: readonly FlooredBlock[], share: number, settings: AnalysisSettings): number {
  const { connections, widestConnections = connections } = settings;
  const first = driven.findLast(({ block }) => block.connections === 1)?.block;
  const last = driven.at(-1)?.block;
  if (first === undefined || last === undefined || last.phase === 'scout') return share;
  const isSlow = last.load.latencyMs.p50 > slowMs;
  const isUnslowed = last.load.latencyMs.p50 <= unslowedFactor * first.load.latencyMs.p50;
  const isWorking = last.load.ok === last.load.sent;
  if (!isSlow || !isWorking) return Math.min(last.connections, share);
  return isUnslowed ? Math.min(widestConnections, 2 * last.connections) : last.connections;
}

/** The same blocks with fewer requests for each endpoint, where not all of them fit before a limit. */
function fitting(blocks: readonly PlannedBlock[], fits: number): readonly PlannedBlock[] {
  const wanted = blocks.reduce((sum, { requests }) => sum + requests, 0);
  if (wanted <= fits) return blocks;
  return blocks.map((block) => {
    const requests = Math.max(1, Math.floor((block.requests * fits) / wanted));
    return { ...block, requests, connections: Math.min(block.connections, requests) };
  });
}

/** A random half of them, and at least as many as make a group. */
const halfOf = (members: readonly string[], random: () => number): readonly string[] =>
  shuffled(members, random).slice(0, Math.max(fewestAtOnce, Math.ceil(members.length / 2)));

/**
 * Plans the next group of endpoints that are driven together: first one request after the other, then all at once. What
 * does not grow in the group grows for none of them, and one floor serves all. Once something has grown, each group is
 * another random half of them: the endpoint that was there each time soon stands out.
 *
 * @param leftMs until no further request should be sent.
 * @returns null where not even one request of each endpoint fits before a limit.
 */
export function planTogether(
  recording: TargetRecording,
  { members, hasGrown, missing }: Company,
  settings: AnalysisSettings,
  { seed }: Pick<PlanContext, 'seed'>,
  leftMs: number,
): TogetherStep | null {
  const groups = blockGroups(recording);
  const random = createSeededRandom(seed + groups.length);
  const present = hasGrown ? halfOf(members, random) : members;
  const fits = requestsThatFitTogether(recording, (metric) => unexplainedGrowth(recording, metric));
  if (fits < present.length) return null;
  const scale = scoutScale(groups, present);
  const share = Math.max(1, Math.floor(settings.connections / present.length));
  const blocksBefore = groups.length;
  const shares = present.map(() => (blocksBefore === 0 ? 1 : 1 + Math.floor(random() * mostShares)));
  const lacksOnlyRequests = present.every((endpoint) => (missing.get(endpoint) ?? 0) > 0);
  const loadMs = lacksOnlyRequests
    ? longestGroupMs
    : Math.min(longestGroupMs, Math.max(shortestGroupMs, loadPerFloor * nextFloorMs(recording)));
  const block = (index: number, requests: number, connections: number): PlannedBlock => {
    const phase = scale === null ? 'measure' : 'scout';
    return { endpoint: present[index] ?? '', phase, blocksBefore, requests, connections };
  };
  const blocks =
    scale === null
      ? sharedOut(
          present.map((endpoint, index) => {
            const driven = drivenBlocks(recording, endpoint);
            const connections = connectionsOf(driven, share, settings);
            return { driven, connections, share: shares[index] ?? 1, missing: missing.get(endpoint) ?? 0 };
          }),
          loadMs,
        ).map(({ requests, connections }, index) => block(index, requests, connections))
      : shares.map((each, index) => block(index, each * scale, 1));
  return {
    kind: 'together',
    blocks: fitting(blocks, fits),
    isSequential: scale !== null,
    longestMs: deadlineMs(loadMs, leftMs),
  };
}

/**
 * Whether endpoints may be driven together at all. Where the heap is not seen, resident memory has to witness, which
 * needs an endpoint alone. So do budgets on the figures of its load.
 */
function canBeTogether({ target, floors }: TargetRecording): boolean {
  const isHeld = target.budgets?.some(({ name }) => figuresOfConcurrency.includes(name)) ?? false;
  return !isHeld && isHeapRead(floors[0]?.metrics ?? {});
}
