import type { AnalysisSettings } from '../../model/analysis-settings.js';
import { type MetricId, metricDefinition } from '../../model/metrics/catalogue.js';
import type { DurationRecord, TargetRecording } from '../../model/recording.js';
import { blockGroups, drivenBlocks, type FlooredBlock, measuredMetrics, requestsIn } from '../endpoint-blocks.js';
import { mostEventsAtAnyTime } from '../statistics/anytime-bound.js';
import { median } from '../statistics/median.js';
import { mostEvents } from '../statistics/poisson.js';
import { coarsestBound, toleranceFor } from '../tolerances.js';
import { requestsBeforeTiming } from './block-size.js';
import { blocksInTurn } from './choose-turn.js';
import { mostShares, slowMs } from './plan-together.js';
import { floorCostsMs } from './time-left.js';

/** What is known of how long a target will take. */
export type ExpectedDuration = Pick<DurationRecord, 'endpoints' | 'slow' | 'expectedMs' | 'budgetMs'>;

/** A rough estimate is exceeded now and then, and a leak takes longer. */
const budgetFactor = 1.25;

/**
 * A request to an endpoint that does not wait keeps the service busy for half of its time, and the client for the other
 * half.
 */
const workingShare = 0.5;

/** What one client machine does: 5,000 requests per second. */
const clientMsPerRequest = 0.2;

/**
 * The mean share of a group, over the largest one. Shares are drawn at random, and a slow endpoint cannot make up for a
 * small one.
 */
const meanOfMostShares = (1 + mostShares) / 2 / mostShares;

/** Groups that it takes to clear memory where no requests are missing, and how long one takes on average. */
const fewestGroups = 15;
const groupMs = 1_000;

/** Blocks at full size where no requests are missing, and how long they take. */
const fullBlocks = 5;
const fullBlockMs = 500;

const countsThatAccuse = (recording: TargetRecording): readonly MetricId[] =>
  measuredMetrics(recording).filter((metric) => {
    const definition = metricDefinition(metric);
    return definition?.role === 'accuses' && definition.unit === 'count';
  });

/** Requests that clear a count by the full proof, where nothing grows: 3,280 at a tolerance of 0.001. */
const requestsToClear = (metric: MetricId, { tolerances }: AnalysisSettings): number =>
  mostEventsAtAnyTime(0) / toleranceFor(metric, tolerances);

/**
 * Requests that clear a count at the coarsest bound, which is enough when time is up: 300, or those of the full proof
 * where that is demanded.
 */
function requestsToBound(metric: MetricId, settings: AnalysisSettings): number {
  const { coarsest } = coarsestBound(metric, settings);
  return coarsest === undefined ? requestsToClear(metric, settings) : mostEvents(0) / coarsest;
}

/** Milliseconds that one unit takes: the time of all its answers, or its part of the block where it waits for none. */
function unitMsIn({ block: { load, connections } }: FlooredBlock): number {
  const answers = Object.values(load.statuses).reduce((sum, count) => sum + count, 0);
  const ms = answers > 0 ? load.latencyMs.p50 * answers : load.durationMs * connections;
  return ms / load.sent;
}

/** Milliseconds that one unit takes while nothing else disturbs it; null where too few were sent. */
function unitMs(blocks: readonly FlooredBlock[]): number | null {
  if (requestsIn(blocks) < requestsBeforeTiming) return null;
  const sent = blocks.filter(({ block }) => block.load.sent > 0);
  return sent.length === 0 ? null : Math.min(...sent.map(unitMsIn));
}

interface Pace {
  readonly isSlow: boolean;
  /** Time until it has all its requests, if nobody else gets any. */
  readonly ownMs: number;
  /** The part of it during which the client or the service is busy. */
  readonly busyMs: number;
}

function paceOf(msPerUnit: number, requests: number, connections: number): Pace {
  const isSlow = msPerUnit > slowMs;
  const busyMs = requests * Math.max(clientMsPerRequest, isSlow ? 0 : workingShare * msPerUnit);
  return { isSlow, ownMs: isSlow ? (requests * msPerUnit) / connections : busyMs, busyMs };
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** Time for all of them together: that of the slowest, or that of all the work, whichever is longer. */
function togetherMs(paces: readonly Pace[], floor: number): number {
  if (paces.length === 0) return 0;
  const slowest = Math.max(0, ...paces.filter(({ isSlow }) => isSlow).map(({ ownMs }) => ownMs / meanOfMostShares));
  const loadMs = Math.max(slowest, sumOf(paces.map(({ busyMs }) => busyMs)));
  return loadMs + floor * Math.max(fewestGroups, loadMs / groupMs);
}

const aloneMs = ({ ownMs }: Pace, floor: number): number =>
  Math.max(ownMs, fullBlocks * fullBlockMs) + blocksInTurn * floor;

type Expected = Pick<ExpectedDuration, 'slow' | 'expectedMs'>;

/** Time until every endpoint has so many requests; null until each has answered a few. */
function untilAnswered(recording: TargetRecording, settings: AnalysisSettings, requests: number): Expected | null {
  const { connections, widestConnections = connections } = settings;
  const company = new Set(
    blockGroups(recording).flatMap(({ blocks }) => blocks.map(({ block }) => block.endpoint ?? '')),
  );
  const together: Pace[] = [];
  const alone: Pace[] = [];
  for (const endpoint of recording.target.endpoints) {
    const msPerUnit = unitMs(drivenBlocks(recording, endpoint));
    if (msPerUnit === null) return null;
    (company.has(endpoint) ? together : alone).push(paceOf(msPerUnit, requests, widestConnections));
  }
  const floor = median(floorCostsMs(recording));
  return {
    slow: [...together, ...alone].filter(({ isSlow }) => isSlow).length,
    expectedMs: togetherMs(together, floor) + sumOf(alone.map((pace) => aloneMs(pace, floor))),
  };
}

/**
 * A target that does not come to a useful answer within the usual budget gets a longer one, unless the user chose the
 * budget.
 */
function budgetFor(neededMs: number, { budgetMs, longestBudgetMs = budgetMs }: AnalysisSettings): number {
  return Math.round(Math.min(longestBudgetMs, Math.max(budgetMs, budgetFactor * neededMs)));
}

/**
 * How long a target will take, and its budget, once each of its endpoints has answered a few requests. Every endpoint
 * needs the requests that clear a count. Slow ones get them over as many connections as they may have; all others share
 * what one client machine can send. Floors cost what the first ones cost. The budget is enough for the coarsest answer
 * that is accepted.
 *
 * @returns null as long as not enough is known.
 */
export function expectedDuration(recording: TargetRecording, settings: AnalysisSettings): ExpectedDuration | null {
  const counts = countsThatAccuse(recording);
  const most = (requestsFor: typeof requestsToClear): number =>
    Math.max(0, ...counts.map((metric) => requestsFor(metric, settings)).filter(Number.isFinite));
  const proof = untilAnswered(recording, settings, most(requestsToClear));
  const bound = untilAnswered(recording, settings, most(requestsToBound));
  if (proof === null || bound === null) return null;
  return { endpoints: recording.target.endpoints.length, ...proof, budgetMs: budgetFor(bound.expectedMs, settings) };
}
