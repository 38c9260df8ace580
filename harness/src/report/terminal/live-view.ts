import { fixedMetrics, type MetricReadings, metricCatalogue } from '../../model/metrics/catalogue.js';
import { formatDuration } from '../format/duration.js';
import { metricWords } from '../format/metric-words.js';
import { formatCount, formatValue, withSign } from '../format/number.js';
import { toPrintable, truncate } from '../format/printable.js';
import type { LiveState } from './live-state.js';
import type { Style } from './style.js';

/** The metrics that tell the most while the run goes on. */
const leadingMetrics = fixedMetrics.filter((metric) => metricCatalogue[metric].isLeading);

const barWidth = 24;

/**
 * The live view as lines that fit the width: what happens now, what was sent, what the floors say, and how long it may
 * take.
 */
export function renderLiveView(state: LiveState, width: number, style: Style): readonly string[] {
  const fit = (text: string): string => truncate(style.text(text), width, style.ellipsis);
  const title = toPrintable(state.title);
  const activity = toPrintable(state.activity);
  const heading = fit(`${title}  ${activity}`);
  const lines = [heading.startsWith(title) ? style.bold(title) + heading.slice(title.length) : heading];
  if (state.endpoint !== null || state.requests > 0) lines.push(fit(`  ${describeTraffic(state, style)}`));
  if (state.latestFloor !== null) {
    lines.push(style.dim(fit(`  ${describeFloors(state.firstFloor ?? {}, state.latestFloor, style)}`)));
  }
  if (state.budget !== null) lines.push(style.dim(fit(`  ${describeBudget(state, style)}`)));
  return lines;
}

function describeTraffic({ endpoint, requests }: LiveState, style: Style): string {
  const sent = `${formatCount(requests)} requests sent`;
  return endpoint === null ? sent : `${toPrintable(endpoint)}${style.separator}${sent}`;
}

function describeFloors(first: MetricReadings, latest: MetricReadings, style: Style): string {
  return leadingMetrics
    .flatMap((id) => {
      const { unit } = metricCatalogue[id];
      const now = latest[id];
      if (now === undefined) return [];
      const grown = now - (first[id] ?? now);
      const change = grown === 0 ? '' : ` (${withSign(formatValue(grown, unit))})`;
      return [`${metricWords(id, 2)} ${formatValue(now, unit)}${change}`];
    })
    .join(style.separator);
}

function describeBudget({ budget, sofar }: LiveState, style: Style): string {
  if (budget === null) return '';
  const spentMs = Math.max(0, budget.nowMs - budget.startMs);
  const filled = Math.round(barWidth * Math.min(1, spentMs / Math.max(1, budget.budgetMs)));
  const bar = style.bar.full.repeat(filled) + style.bar.empty.repeat(barWidth - filled);
  const decided = sofar.filter(({ verdict }) => verdict === 'leaking' || verdict === 'clean').length;
  const progress = sofar.length === 0 ? '' : `${style.separator}${decided} of ${sofar.length} endpoints decided`;
  return `${bar} ${formatDuration(spentMs)} of at most ${formatDuration(budget.budgetMs)}${progress}`;
}
