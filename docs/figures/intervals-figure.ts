import { analyzeTarget } from '../../harness/src/analysis/analyze.js';
import type { Recording } from '../../harness/src/model/recording.js';
import type { GrowthEstimate, Verdict } from '../../harness/src/model/result.js';
import { formatBytes, formatCount } from '../../harness/src/report/format/number.js';
import { createPlot, type Plot, ticks } from './plot.js';
import type { Recordings } from './record-runs.js';
import { targetOf, untilRequests } from './recorded.js';
import { dot, type Figure, line, polyline, rectangle, type Shape, text } from './svg.js';

/** The last judgement sees the whole run, each one before it half as many requests. */
const judgedShares = [1 / 16, 1 / 8, 1 / 4, 1 / 2, 1];

interface Judged {
  readonly requests: number;
  readonly verdict: Verdict;
  readonly growth: GrowthEstimate;
  readonly tolerance: number;
}

/** What Leakline answers about the first requests of a run where the whole proof is asked for: its verdict, and the heap's growth. */
function judgeStart(recording: Recording, requests: number): Judged {
  const settings = { ...recording.header.settings, tolerances: {}, strict: true };
  const start = untilRequests(targetOf(recording), requests);
  const [endpoint] = analyzeTarget({ ...recording.header, settings }, start).endpoints;
  const heap = endpoint?.metrics.find(({ metric }) => metric === 'heapUsedBytes');
  if (endpoint === undefined || heap === undefined || heap.perRequest === null) {
    throw new Error(`${requests} requests are too few to estimate anything. Run npm run docs:figures again.`);
  }
  return {
    requests: endpoint.requests,
    verdict: endpoint.verdict,
    growth: heap.perRequest,
    tolerance: heap.tolerance,
  };
}

/** Judgements of a run's beginnings, each about twice as long as the one before. */
function judgeBeginnings(recording: Recording): readonly Judged[] {
  const requests = targetOf(recording).floors.at(-1)?.requests ?? 0;
  return judgedShares.map((share) => judgeStart(recording, share * requests));
}

const signed = (bytes: number): string => formatBytes(bytes).replace('-', '−');

/** An end of an interval, or an arrow where it lies outside of the plot. */
function endMark(plot: Plot, value: number, y: number, verdict: Verdict): Shape {
  const { min, max } = plot.xRange;
  const look = `${verdict} thick`;
  if (value >= min && value <= max) return line({ x: plot.x(value), y: y - 6 }, { x: plot.x(value), y: y + 6 }, look);
  const [tip, back] = value < min ? [plot.left, plot.left + 7] : [plot.right, plot.right - 7];
  const arrow = [
    { x: back, y: y - 6 },
    { x: tip, y },
    { x: back, y: y + 6 },
  ];
  return polyline(arrow, look);
}

function row(plot: Plot, y: number, { requests, verdict, growth }: Judged): readonly Shape[] {
  const { min, max } = plot.xRange;
  const at = (value: number): number => plot.x(Math.min(max, Math.max(min, value)));
  return [
    text({ x: plot.left - 18, y: y + 4 }, formatCount(requests), { anchor: 'end', look: 'small' }),
    line({ x: at(growth.low), y }, { x: at(growth.high), y }, `${verdict} thick`),
    endMark(plot, growth.low, y, verdict),
    endMark(plot, growth.high, y, verdict),
    dot({ x: at(growth.estimate), y }, verdict),
    text({ x: plot.right + 20, y: y + 4 }, verdict, { look: `${verdict} bold` }),
    text(
      { x: plot.right + 124, y: y + 4 },
      `${signed(growth.estimate)} [${signed(growth.low)}, ${signed(growth.high)}]`,
      { look: 'small muted' },
    ),
  ];
}

const rowHeight = 26;
const titleHeight = 30;
const groupGap = 22;
const groupHeight = titleHeight + judgedShares.length * rowHeight;

interface Group {
  readonly title: string;
  readonly rows: readonly Judged[];
}

function group(plot: Plot, top: number, { title, rows }: Group): readonly Shape[] {
  const rowsTop = top + titleHeight - 10;
  const toleranceX = plot.x(rows[0]?.tolerance ?? 0);
  const bottom = top + groupHeight;
  return [
    text({ x: 24, y: top }, title, { look: 'head' }),
    rectangle({ x: plot.left, y: rowsTop }, toleranceX - plot.left, bottom - rowsTop, 'shade'),
    line({ x: toleranceX, y: rowsTop }, { x: toleranceX, y: bottom }, 'axis dashed'),
    ...rows.flatMap((judged, index) => row(plot, rowsTop + (index + 0.6) * rowHeight, judged)),
  ];
}

function axis(plot: Plot): readonly Shape[] {
  const { left, right, bottom } = plot;
  return [
    line({ x: left, y: bottom }, { x: right, y: bottom }, 'axis'),
    ...ticks(plot.xRange, 6).flatMap((value) => [
      line({ x: plot.x(value), y: bottom }, { x: plot.x(value), y: bottom + 5 }, 'axis'),
      text({ x: plot.x(value), y: bottom + 20 }, signed(value), { anchor: 'middle', look: 'small muted' }),
    ]),
    text({ x: right, y: bottom + 40 }, 'growth per request', { anchor: 'end', look: 'small muted' }),
  ];
}

/** Intervals of two servers against the tolerance, as requests double. */
export function intervalsFigure({ leak, clean }: Recordings): Figure {
  const groups: readonly Group[] = [
    {
      title: 'the server that keeps nothing, after so many requests',
      rows: judgeBeginnings(clean),
    },
    { title: 'the server that leaks, after so many requests', rows: judgeBeginnings(leak) },
  ];
  const top = 74;
  const height = groups.length * groupHeight + (groups.length - 1) * groupGap;
  const plot = createPlot({ left: 92, top, width: 430, height }, { min: -60, max: 100 }, { min: 0, max: 1 });
  const tolerance = groups[0]?.rows[0]?.tolerance ?? 0;
  return {
    title: 'Intervals shrink as requests double, until they lie on one side of the tolerance',
    description: `Two groups of intervals. For the server that keeps nothing they shrink as requests double until all of the interval lies below the tolerance of ${formatBytes(tolerance)} per request: clean. For the leaking server they shrink until all of it lies above: leaking. Wide intervals are inconclusive.`,
    width: 840,
    height: top + height + 60,
    shapes: [
      text({ x: plot.x(tolerance), y: 34 }, `tolerance ${formatBytes(tolerance)}`, { anchor: 'middle', look: 'bold' }),
      line({ x: plot.x(tolerance), y: 40 }, { x: plot.x(tolerance), y: 54 }, 'axis dashed'),
      ...groups.flatMap((each, index) => group(plot, top + index * (groupHeight + groupGap), each)),
      ...axis(plot),
    ],
  };
}
