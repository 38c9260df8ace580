import type uPlot from 'uplot';
import type { BlockPhase } from '../../harness/src/model/block.js';
import type { BlockSpan } from './chart/chart-series.js';
import type { ChartProps } from './chart-props.js';

const stripHeight = 3;

/** What a stretch of the run is for, as the chart and its readout say it. */
export const phaseWords = {
  scout: 'first requests',
  'warm-up': 'warm-up',
  measure: 'measuring',
  idle: 'idle',
} as const satisfies Record<BlockPhase, string>;

/** What a stretch is called where there is room for it. */
const stretchWords = ({ phase, together }: BlockSpan): string =>
  together !== undefined && phase === 'measure' ? 'several together' : phaseWords[phase];

interface Stretch {
  readonly phase: BlockPhase;
  readonly words: string;
  readonly from: number;
  readonly to: number;
}

/** Behind the lines: the warm-up shaded, phases parted, and at the foot a strip in the colour of the endpoint driven, or in none. */
export function drawBlocks(plot: uPlot, { spans, colors }: ChartProps, color: (name: string) => string): void {
  const { ctx, bbox } = plot;
  const strip = stripHeight * devicePixelRatio;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  for (const { phase, from, to } of stretchesOf(spans)) {
    if (phase === 'measure') continue;
    const left = plot.valToPos(from, 'x', true);
    ctx.fillStyle = color(phase === 'scout' ? '--shade-faint' : '--shade');
    ctx.fillRect(left, bbox.top, plot.valToPos(to, 'x', true) - left, bbox.height);
  }
  partPhases(plot, spans, color('--grid'));
  for (const { from, to, endpoint, together } of spans) {
    const index = endpoint === null ? undefined : colors.get(endpoint);
    const own = index === undefined ? '--grid' : `--endpoint-${index}`;
    ctx.fillStyle = color(together === undefined ? own : '--muted');
    const left = plot.valToPos(from, 'x', true);
    const width = plot.valToPos(to, 'x', true) - left;
    ctx.fillRect(left, bbox.top + bbox.height - strip, width, strip);
  }
  ctx.restore();
}

/** Names each stretch that has room for its name. Drawn last, or lines would run through the words. */
export function labelPhases(plot: uPlot, { spans }: ChartProps, color: (name: string) => string): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.font = `${10 * ratio}px ui-sans-serif, system-ui, sans-serif`;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'top';
  ctx.fillStyle = color('--muted');
  for (const { words, from, to } of stretchesOf(spans)) {
    const left = Math.max(bbox.left, plot.valToPos(from, 'x', true));
    const right = Math.min(bbox.left + bbox.width, plot.valToPos(to, 'x', true));
    if (right - left < ctx.measureText(words).width + 10 * ratio) continue;
    ctx.fillText(words, left + 5 * ratio, bbox.top + 4 * ratio);
  }
  ctx.restore();
}

/** Neighbouring blocks of one kind as one. */
function stretchesOf(spans: readonly BlockSpan[]): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (const span of spans) {
    const { phase, from, to } = span;
    const words = stretchWords(span);
    const last = stretches.at(-1);
    if (last?.words === words) stretches[stretches.length - 1] = { ...last, to };
    else stretches.push({ phase, words, from, to });
  }
  return stretches;
}

function partPhases(plot: uPlot, spans: readonly BlockSpan[], color: string): void {
  const { ctx, bbox } = plot;
  ctx.strokeStyle = color;
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([2 * devicePixelRatio, 3 * devicePixelRatio]);
  for (const { from } of stretchesOf(spans).slice(1)) {
    const x = Math.round(plot.valToPos(from, 'x', true));
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
  }
  ctx.setLineDash([]);
}
