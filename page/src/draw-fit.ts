import type uPlot from 'uplot';
import type { ChartProps } from './chart-props.js';

/** Behind the floors: the rate of the result as a dashed line in the band of its interval, and the tolerance dotted. */
export function drawFit(
  plot: uPlot,
  { fit, axis }: ChartProps,
  { line, muted }: { readonly line: string; readonly muted: string },
): void {
  if (fit === null || axis !== 'requests') return;
  const { ctx, bbox } = plot;
  const at = (values: readonly number[]): readonly (readonly [number, number])[] =>
    values.map((value, index) => [plot.valToPos(fit.x[index] ?? 0, 'x', true), plot.valToPos(value, 'y', true)]);
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  trace(ctx, [...at(fit.low), ...at(fit.high).toReversed()]);
  ctx.globalAlpha = 0.16;
  ctx.fillStyle = line;
  ctx.fill();
  ctx.globalAlpha = 1;
  stroke(ctx, at(fit.estimate), line, [6, 4]);
  if (fit.tolerance !== null) stroke(ctx, at(fit.tolerance), muted, [1.5, 3]);
  ctx.restore();
}

function stroke(
  ctx: CanvasRenderingContext2D,
  points: readonly (readonly [number, number])[],
  color: string,
  dashes: readonly number[],
): void {
  trace(ctx, points);
  ctx.strokeStyle = color;
  ctx.lineWidth = 1.25 * devicePixelRatio;
  ctx.setLineDash(dashes.map((dash) => dash * devicePixelRatio));
  ctx.stroke();
  ctx.setLineDash([]);
}

function trace(ctx: CanvasRenderingContext2D, points: readonly (readonly [number, number])[]): void {
  ctx.beginPath();
  for (const [x, y] of points) ctx.lineTo(x, y);
}
