import type { RunEvent } from '../../model/events.js';
import type { DurationRecord } from '../../model/recording.js';
import type { TargetResult } from '../../model/result.js';
import { formatCoded } from '../format/coded-message.js';
import { formatDuration, formatRoughly } from '../format/duration.js';
import { toPrintable } from '../format/printable.js';
import { formatExpectation, targetWord } from '../format/verdict-words.js';
import { neverDriven } from './failed-start.js';
import { serviceName } from './phase-words.js';
import type { Style } from './style.js';

/**
 * Creates a function that turns events into lines for milestones. If the run has only one target and it fails before
 * anything else, that is told at the end.
 */
export function createMilestones(style: Style): (event: RunEvent) => string | null {
  let targets = 0;
  return (event) => {
    if (event.type === 'run-start') targets = event.header.targets.length;
    const isToldNext = event.type === 'target-end' && targets === 1 && neverDriven(event.result);
    return isToldNext ? null : formatMilestone(event, style);
  };
}

/** The line to keep for an event. Null when the event is only progress. */
function formatMilestone(event: RunEvent, style: Style): string | null {
  switch (event.type) {
    case 'service-ready':
      return style.dim(
        `${serviceName(event.kind)} ${toPrintable(event.description)} ready in ${formatDuration(event.tookMs)}`,
      );
    case 'target-prepared':
      return style.dim(`${toPrintable(event.target)} prepared in ${formatDuration(event.tookMs)}`);
    case 'target-ready':
      return style.dim(`${toPrintable(event.target)} ready in ${formatDuration(event.tookMs)} (pid ${event.pid})`);
    case 'expected-duration':
      return style.dim(`${toPrintable(event.duration.target)}: ${describeExpected(event.duration)}`);
    case 'warning':
      return `${style.warn('warning:')} ${prefixTarget(event.target)}${toPrintable(formatCoded(event.warning))}`;
    case 'target-end':
      return formatTargetEnd(event.result, style);
    default:
      return null;
  }
}

/**
 * How long a run will take and why, e.g. `20 endpoints, 3 of them slow: about 40 s if nothing leaks, at most 1 min 00
 * s`.
 */
function describeExpected({ endpoints, slow, expectedMs, budgetMs }: DurationRecord): string {
  const slowOnes = slow === 0 ? '' : slow === endpoints ? ', slow' : `, ${slow} of them slow`;
  const what = `${endpoints} ${endpoints === 1 ? 'endpoint' : 'endpoints'}${slowOnes}`;
  const about = `about ${formatRoughly(expectedMs)} if nothing leaks`;
  const most = formatDuration(budgetMs);
  return expectedMs <= budgetMs ? `${what}: ${about}, at most ${most}` : `${what}: ${about}, but it ends after ${most}`;
}

function prefixTarget(target: string | null): string {
  return target === null ? '' : `${toPrintable(target)}: `;
}

function formatTargetEnd(target: TargetResult, style: Style): string {
  const verdict = style.paint(target.verdict, `${style.symbol[target.verdict]} ${targetWord(target)}`);
  const expectation = formatExpectation(target);
  const aside = [expectation, formatDuration(target.durationMs)].filter((part) => part !== '').join(', ');
  return `${toPrintable(target.name)} ${verdict} ${style.dim(`(${aside})`)}`;
}
