import type uPlot from 'uplot';
import type { Unit } from '../../model/metrics.js';
import type { AlignedPoints } from '../chart/align.js';
import type { XAxis } from '../chart/chart-series.js';
import { formatBytes, formatCount } from '../format/number.js';
import type { ChartProps } from './chart-props.js';
import { nearestFloor } from './describe-moment.js';
import { drawBlocks, labelWarmUp } from './draw-blocks.js';
import { drawFloors } from './draw-floors.js';

const height = 168;
const axisFont = '11px ui-sans-serif, system-ui, sans-serif';

/** The columns as uPlot wants them: x, samples, floors. */
export function toPlotData({ x, samples, floors }: AlignedPoints): uPlot.AlignedData {
  return [x, samples, floors].map((column) => [...column]) as unknown as uPlot.AlignedData;
}

/** uPlot's options for one chart; colours are read from the element's CSS. */
export function chartOptions(
  chart: ChartProps,
  element: HTMLElement,
  onPoint: (index: number | null) => void,
): uPlot.Options {
  const style = getComputedStyle(element);
  const color = (name: string): string => style.getPropertyValue(name).trim();
  const line = color('--chart-line');
  const gridded = axisBase(color);
  return {
    width: Math.max(120, element.clientWidth),
    height,
    legend: { show: false },
    padding: [8, 10, 0, 0],
    scales: { x: { time: false }, y: { range: [chart.range.min, chart.range.max] } },
    axes: [
      {
        ...gridded,
        size: 26,
        space: 70,
        grid: { show: false },
        values: (_plot, values) => values.map((value) => formatX(value, chart.axis)),
      },
      {
        ...gridded,
        size: 58,
        space: 26,
        incrs: incrementsOf(chart.unit),
        values: (_plot, values) => values.map((value) => formatY(value, chart.unit)),
      },
    ],
    series: [
      {},
      { stroke: color('--chart-sample'), width: 1, spanGaps: true, points: { show: false } },
      { stroke: line, width: 1.75, spanGaps: true, points: { show: false } },
    ],
    cursor: {
      sync: { key: chart.syncKey },
      y: false,
      drag: { x: true, y: false },
      points: { fill: line, size: 8 },
      dataIdx: (_plot, seriesIndex, index) =>
        (seriesIndex === 2 ? nearestFloor(chart.series.floors, index) : null) as number,
    },
    hooks: {
      drawClear: [(plot) => drawBlocks(plot, chart, color)],
      draw: [
        (plot) => labelWarmUp(plot, chart, color),
        (plot) => drawFloors(plot, chart, { line, paper: color('--surface') }),
      ],
      setCursor: [(plot) => onPoint((plot.cursor.left ?? -1) < 0 ? null : (plot.cursor.idxs?.[2] ?? null))],
    },
  };
}

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
