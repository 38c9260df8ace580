import type uPlot from 'uplot';
import type { Unit } from '../../harness/src/model/metrics/metric-definition.js';
import { formatBytes, formatCount } from '../../harness/src/report/format/number.js';
import type { AlignedPoints } from './chart/align.js';
import type { XAxis } from './chart/chart-series.js';
import type { ChartProps } from './chart-props.js';
import { nearestRead } from './describe-moment.js';
import { drawBlocks, labelPhases } from './draw-blocks.js';
import { drawFit } from './draw-fit.js';
import { drawFloors } from './draw-floors.js';

/** Evidence stands above what only illustrates it. */
export const chartHeights = { requests: 168, time: 104 } as const satisfies Record<XAxis, number>;

const axisFont = '11px ui-sans-serif, system-ui, sans-serif';

/** What a mounted chart tells its surroundings. */
export interface ChartListeners {
  /** Index of the point read out, or null when the cursor has left. */
  onCursor(plot: uPlot, index: number | null): void;
  onScale(plot: uPlot): void;
}

/** The columns as uPlot wants them: x, samples, floors. */
export function toPlotData({ x, samples, floors }: AlignedPoints): uPlot.AlignedData {
  return [x, samples, floors].map((column) => [...column]) as unknown as uPlot.AlignedData;
}

/** The column of `toPlotData` that the readout of an axis reads. */
const readColumn = { requests: 2, time: 1 } as const satisfies Record<XAxis, number>;

/** uPlot's options for one chart; colours are read from the element's CSS, data from `current` at each drawing. */
export function chartOptions(
  current: () => ChartProps,
  element: HTMLElement,
  { onCursor, onScale }: ChartListeners,
): uPlot.Options {
  const { axis, unit } = current();
  const style = getComputedStyle(element);
  const color = (name: string): string => style.getPropertyValue(name).trim();
  const line = color('--chart-line');
  const gridded = axisBase(color);
  return {
    width: Math.max(120, element.clientWidth),
    height: chartHeights[axis],
    legend: { show: false },
    padding: [8, 10, 0, 0],
    scales: { x: { time: false }, y: { range: () => [current().range.min, current().range.max] } },
    axes: [
      {
        ...gridded,
        size: 26,
        space: 70,
        grid: { show: false },
        values: (_plot, values) => values.map((value) => formatX(value, axis)),
      },
      {
        ...gridded,
        size: 58,
        space: 26,
        incrs: incrementsOf(unit),
        values: (_plot, values) => values.map((value) => formatY(value, unit)),
      },
    ],
    series: [
      {},
      { stroke: color('--chart-sample'), width: 1, spanGaps: true, points: { show: false } },
      { stroke: line, width: axis === 'time' ? 1.25 : 1.75, spanGaps: true, points: { show: false } },
    ],
    cursor: {
      y: false,
      drag: { x: true, y: false },
      points: { fill: line, size: 8 },
      dataIdx: (_plot, seriesIndex, index) =>
        (seriesIndex === 0 ? index : nearestRead(columnOf(current().series, seriesIndex), index)) as number,
    },
    hooks: {
      drawClear: [
        (plot) => drawBlocks(plot, current(), color),
        (plot) => drawFit(plot, current(), { line, muted: color('--muted') }),
      ],
      draw: [
        (plot) => labelPhases(plot, current(), color),
        (plot) => drawFloors(plot, current(), { line, paper: color('--surface') }),
      ],
      setCursor: [
        (plot) => onCursor(plot, (plot.cursor.left ?? -1) < 0 ? null : (plot.cursor.idxs?.[readColumn[axis]] ?? null)),
      ],
      setScale: [(plot, scale) => scale === 'x' && onScale(plot)],
    },
  };
}

const columnOf = ({ samples, floors }: AlignedPoints, seriesIndex: number): readonly (number | null)[] =>
  seriesIndex === 1 ? samples : floors;

function axisBase(color: (name: string) => string): uPlot.Axis {
  return {
    stroke: color('--muted'),
    font: axisFont,
    gap: 6,
    grid: { stroke: color('--grid'), width: 1 },
    ticks: { show: false },
  };
}

/** Half a connection does not exist, so an axis of counts has whole steps only. */
function incrementsOf(unit: Unit): number[] {
  const steps = [1, 2, 5].flatMap((step) => Array.from({ length: 12 }, (_, power) => step * 10 ** power));
  return steps.filter((step) => unit === 'count' || step >= 1_000).sort((a, b) => a - b);
}

function formatX(value: number, axis: XAxis): string {
  return axis === 'time' ? `${Number(value.toFixed(1))} s` : formatCount(value);
}

function formatY(value: number, unit: Unit): string {
  return unit === 'bytes' ? formatBytes(value) : formatCount(value);
}
