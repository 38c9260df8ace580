import type { RunEvent } from '../../model/events.js';
import type { TargetResult } from '../../model/result.js';
import { formatDuration } from '../format/duration.js';
import { toPrintable } from '../format/printable.js';
import { formatExpectation } from '../format/verdict-words.js';
import { serviceName } from './phase-words.js';
import type { Style } from './style.js';

/** The line that an event leaves behind for good, or null when it is progress only. */
export function formatMilestone(event: RunEvent, style: Style): string | null {
  switch (event.type) {
    case 'service-ready':
      return style.dim(
        `${serviceName(event.kind)} ${toPrintable(event.description)} ready in ${formatDuration(event.tookMs)}`,
      );
    case 'target-ready':
      return style.dim(`${toPrintable(event.target)} ready in ${formatDuration(event.tookMs)} (pid ${event.pid})`);
    case 'warning':
      return `${style.warn('warning:')} ${prefixTarget(event.target)}${toPrintable(event.warning.message)}`;
    case 'target-end':
      return formatTargetEnd(event.result, style);
    default:
      return null;
  }
}

function prefixTarget(target: string | null): string {
  return target === null ? '' : `${toPrintable(target)}: `;
}

function formatTargetEnd(target: TargetResult, style: Style): string {
  const verdict = style.paint(target.verdict, `${style.symbol[target.verdict]} ${target.verdict}`);
  const expectation = formatExpectation(target);
  const aside = [expectation, formatDuration(target.durationMs)].filter((part) => part !== '').join(', ');
  return `${toPrintable(target.name)} ${verdict} ${style.dim(`(${aside})`)}`;
}
