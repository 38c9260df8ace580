import { line, type Point, polyline, type Shape, text } from './svg.js';

export interface Range {
  readonly min: number;
  readonly max: number;
}

/** A rectangle of the figure in which values are drawn. */
export interface Plot {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  readonly xRange: Range;
  readonly yRange: Range;
}

export interface PlotArea {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export function createPlot({ left, top, width, height }: PlotArea, xRange: Range, yRange: Range): Plot {
  const share = (value: number, { min, max }: Range): number => (value - min) / (max - min);
  return {
    left,
    right: left + width,
    top,
    bottom: top + height,
    x: (value) => left + width * share(value, xRange),
    y: (value) => top + height * (1 - share(value, yRange)),
    xRange,
    yRange,
  };
}

/** Multiples of 1, 2 or 5 times a power of ten within a range, about as many as asked for. */
export function ticks({ min, max }: Range, about: number): readonly number[] {
  const rough = (max - min) / about;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
  const first = Math.ceil(min / step);
  return Array.from({ length: Math.floor(max / step) - first + 1 }, (_, index) => (first + index) * step);
}

export interface Axis {
  readonly ticks: readonly number[];
  readonly format: (value: number) => string;
}

/** Grid lines with their values, and a line at the foot. The name of the vertical axis stands above it. */
export function axes(plot: Plot, xAxis: Axis & { readonly name: string }, yAxis: Axis): readonly Shape[] {
  const { left, right, bottom } = plot;
  return [
    ...yAxis.ticks.flatMap((value) => [
      line({ x: left, y: plot.y(value) }, { x: right, y: plot.y(value) }, 'grid'),
      text({ x: left - 8, y: plot.y(value) + 4 }, yAxis.format(value), { anchor: 'end', look: 'small muted' }),
    ]),
    line({ x: left, y: bottom }, { x: right, y: bottom }, 'axis'),
    ...xAxis.ticks.map((value) =>
      text({ x: plot.x(value), y: bottom + 17 }, xAxis.format(value), { anchor: 'middle', look: 'small muted' }),
    ),
    text({ x: right, y: bottom + 36 }, xAxis.name, { anchor: 'end', look: 'small muted' }),
  ];
}

/** A line through values. */
export const curve = (plot: Plot, points: readonly Point[], look: string): Shape =>
  polyline(
    points.map(({ x, y }) => ({ x: plot.x(x), y: plot.y(y) })),
    look,
  );
