import type uPlot from 'uplot';
import type { ChartProps } from './chart-props.js';

/** More dots than this would hide the line they lie on. */
const mostDots = 160;

/** Draws floors as dots on their line. A dot is hollow where the target had not settled in time. */
export function drawFloors(
  plot: uPlot,
  { series, settled }: ChartProps,
  { line, paper }: { readonly line: string; readonly paper: string },
): void {
  const { ctx, bbox } = plot;
  const isCrowded = settled.length > mostDots;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left - 4 * devicePixelRatio, bbox.top, bbox.width + 8 * devicePixelRatio, bbox.height);
  ctx.clip();
  ctx.strokeStyle = line;
  ctx.lineWidth = 1.5 * devicePixelRatio;
  series.floors.forEach((value, index) => {
    const isSettled = settled[series.floorIndexes[index] ?? -1] ?? true;
    if (value === null || (isCrowded && isSettled)) return;
    ctx.beginPath();
    ctx.arc(
      plot.valToPos(series.x[index] ?? 0, 'x', true),
      plot.valToPos(value, 'y', true),
      2.5 * devicePixelRatio,
      0,
      2 * Math.PI,
    );
    ctx.fillStyle = isSettled ? line : paper;
    ctx.fill();
    ctx.stroke();
  });
  ctx.restore();
}
