import type { Slowdown, SlowdownMoment } from '../../model/endpoint-load.js';
import type { TargetRecording } from '../../model/recording.js';
import { isStep, type Point } from '../statistics/is-step.js';
import { risingTrendPValue } from '../statistics/mann-kendall.js';
import { inThirds, middleOf, type Thirds, type TimedBlock, timedBlocks } from './timed-blocks.js';

/** The fewest blocks that rise in order by chance less often than `level` (1 ÷ 5! = 0.8 %). */
const fewestBlocks = 5;

/** One-sided. The other conditions decide more, because the blocks of a busy machine depend on one another. */
const level = 0.01;

type Figure = Slowdown['figure'];

/**
 * The factor by which the last third must be slower than the first. Other programs change little of the CPU time, and
 * much of the time on the clock, whose factor is that of two runs of one service. Source: DESIGN.md, "A service that
 * slows down".
 */
const leastFactor = { cpuMsPerRequest: 1.5, latencyP50Ms: 2 } as const satisfies Record<Figure, number>;

/**
 * The least share of the rise that comes from the middle third to the last. It is half where a list grows with each
 * request, and nothing where a list of fixed size was full by then.
 */
const leastLateShare = 0.25;

/** Last third over first third; 1 where one of them is not known. */
function factorOf({ early, late }: Thirds, figure: keyof TimedBlock): number {
  const [from, to] = [middleOf(early, figure), middleOf(late, figure)];
  return from === null || to === null || from <= 0 ? 1 : to / from;
}

/**
 * The factor by which sending the same requests became slower. It comes from the machine, or from answers that grow,
 * and not from work of the service.
 */
const machineFactor = (thirds: Thirds): number => Math.max(1, factorOf(thirds, 'loadMsPerRequest'));

/** Whether the last third is slower by enough, and slower than the middle one. */
function isSlower(thirds: Thirds, figure: Figure): boolean {
  const early = middleOf(thirds.early, figure);
  const middle = middleOf(thirds.middle, figure);
  const late = middleOf(thirds.late, figure);
  if (early === null || middle === null || late === null) return false;
  const goesOn = late - middle >= leastLateShare * (late - early);
  return goesOn && factorOf(thirds, figure) >= leastFactor[figure] * machineFactor(thirds);
}

const pointsOf = (blocks: readonly TimedBlock[], toY: (block: TimedBlock) => number): readonly Point[] =>
  blocks.map((block) => ({ x: block.requestsSoFar, y: toY(block) }));

const hasTrend = (points: readonly Point[]): boolean => risingTrendPValue(points.map(({ y }) => y)) < level;

/** The CPU time of the service for a request, over that of Leakline for sending it. */
const comparedWork = ({ cpuMsPerRequest, loadMsPerRequest }: TimedBlock): number =>
  cpuMsPerRequest === null || loadMsPerRequest === null || loadMsPerRequest <= 0
    ? 0
    : cpuMsPerRequest / loadMsPerRequest;

/**
 * Whether the service works longer for a request. A step does not count. Where the machine slows down towards the end,
 * a line may look like a step; compared with the time for sending it is still a line.
 */
function worksLonger(blocks: readonly TimedBlock[]): boolean {
  if (!isSlower(inThirds(blocks), 'cpuMsPerRequest')) return false;
  const work = pointsOf(blocks, (block) => block.cpuMsPerRequest ?? 0);
  return hasTrend(work) && !(isStep(work) && isStep(pointsOf(blocks, comparedWork)));
}

function answersLater(blocks: readonly TimedBlock[]): boolean {
  if (!isSlower(inThirds(blocks), 'latencyP50Ms')) return false;
  const latency = pointsOf(blocks, (block) => block.latencyP50Ms);
  return hasTrend(latency) && !isStep(latency);
}

const momentOf = (blocks: readonly TimedBlock[]): SlowdownMoment => ({
  requests: Math.round(middleOf(blocks, 'requestsSoFar') ?? 0),
  latencyP50Ms: middleOf(blocks, 'latencyP50Ms') ?? 0,
  cpuMsPerRequest: middleOf(blocks, 'cpuMsPerRequest'),
});

/**
 * How much longer requests to an endpoint took after more of them; null where that is not beyond doubt. Something that
 * is kept and walked at each request has this effect. It accuses nobody. Pure.
 */
export function findSlowdown(recording: TargetRecording, endpoint: string): Slowdown | null {
  const blocks = timedBlocks(recording, endpoint);
  if (blocks.length < fewestBlocks) return null;
  const figure = worksLonger(blocks) ? 'cpuMsPerRequest' : answersLater(blocks) ? 'latencyP50Ms' : null;
  if (figure === null) return null;
  const { early, late } = inThirds(blocks);
  return { figure, early: momentOf(early), late: momentOf(late) };
}
