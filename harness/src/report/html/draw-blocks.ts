import type uPlot from 'uplot';
import type { BlockSpan } from '../chart/chart-series.js';
import type { ChartProps } from './chart-props.js';

const stripHeight = 3;

/** Behind the lines: the warm-up shaded, stages parted, and at the foot a strip in the colour of the endpoint driven. */
export function drawBlocks(plot: uPlot, { spans, colors }: ChartProps, color: (name: string) => string): void {
  const { ctx, bbox } = plot;
  const strip = stripHeight * devicePixelRatio;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  shadeWarmUp(plot, spans, color);
  partStages(plot, spans, color('--grid'));
  for (const { from, to, endpoint } of spans) {
    const index = endpoint === null ? undefined : colors.get(endpoint);
    ctx.fillStyle = index === undefined ? color('--grid') : color(`--endpoint-${index}`);
    const left = plot.valToPos(from, 'x', true);
    const width = plot.valToPos(to, 'x', true) - left;
    ctx.fillRect(left, bbox.top + bbox.height - strip, width, strip);
  }
  ctx.restore();
}

function shadeWarmUp(plot: uPlot, spans: readonly BlockSpan[], color: (name: string) => string): void {
  const right = warmUpEnd(plot, spans);
  if (right === null) return;
  const { ctx, bbox } = plot;
  ctx.fillStyle = color('--shade');
  ctx.fillRect(bbox.left, bbox.top, right - bbox.left, bbox.height);
}

/** Names the shaded part. Drawn last, or grid and samples would run through the words. */
export function labelWarmUp(plot: uPlot, { spans }: ChartProps, color: (name: string) => string): void {
  const right = warmUpEnd(plot, spans);
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  if (right === null || right - bbox.left < 60 * ratio) return;
  ctx.save();
  ctx.font = `${10 * ratio}px ui-sans-serif, system-ui, sans-serif`;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'top';
  ctx.fillStyle = color('--shade');
  ctx.fillRect(bbox.left, bbox.top, 50 * ratio, 17 * ratio);
  ctx.fillStyle = color('--muted');
  ctx.fillText('warm-up', bbox.left + 5 * ratio, bbox.top + 4 * ratio);
  ctx.restore();
}

/** Where the warm-up ends on the canvas; null when there was none. */
function warmUpEnd(plot: uPlot, spans: readonly BlockSpan[]): number | null {
  const last = spans.findLast(({ phase }) => phase === 'warm-up' || phase === 'scout');
  return last === undefined ? null : plot.valToPos(last.to, 'x', true);
}

function partStages(plot: uPlot, spans: readonly BlockSpan[], color: string): void {
  const { ctx, bbox } = plot;
  ctx.strokeStyle = color;
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([2 * devicePixelRatio, 3 * devicePixelRatio]);
  spans.forEach((span, index) => {
    const before = spans[index - 1];
    if (span.phase !== 'measure' || before === undefined || before.stage === span.stage) return;
    const x = Math.round(plot.valToPos(span.from, 'x', true));
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
  });
  ctx.setLineDash([]);
}
