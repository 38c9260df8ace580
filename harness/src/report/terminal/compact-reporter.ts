import type { RunEvent } from '../../model/events.js';
import { toPrintable } from '../format/printable.js';
import type { Output } from '../output.js';
import type { Reporter } from '../reporter.js';
import { formatMilestone } from './milestones.js';
import { type BlockStart, describePhase, serviceName } from './phase-words.js';
import { createStyle } from './style.js';
import { formatSummary } from './summary.js';

/** Plain lines for CI and pipes: one for each change of phase or doubling of the blocks, then the summary on stdout. */
export function createCompactReporter(output: Output): Reporter {
  const style = createStyle(output, output.stderr);
  const isNewPhase = createPhaseFilter();
  return {
    onEvent: (event) => {
      const line = formatMilestone(event, style) ?? formatBeginning(event, isNewPhase);
      if (line !== null) output.stderr.write(`${line}\n`);
    },
    onRunEnd: (outcome) => output.stdout.write(formatSummary(outcome, output)),
  };
}

function formatBeginning(event: RunEvent, isNewPhase: (event: BlockStart) => boolean): string | null {
  if (event.type === 'service-starting') return `${serviceName(event.kind)} starting (${toPrintable(event.provider)})`;
  if (event.type === 'target-starting') return `${toPrintable(event.target)} starting`;
  if (event.type === 'cool-down') return `${toPrintable(event.target)}: cooling down (${toPrintable(event.reason)})`;
  if (event.type === 'diagnose-start') return formatDiagnosis(event);
  if (event.type !== 'block-start' || !isNewPhase(event)) return null;
  return `${toPrintable(event.target)}: ${describePhase(event)}`;
}

function formatDiagnosis({ target, endpoint }: Extract<RunEvent, { readonly type: 'diagnose-start' }>): string {
  return `${toPrintable(target)}: looking for the line behind ${toPrintable(endpoint)}`;
}

/** Sizes may vary a little inside a stage where headroom is short, so only a doubling counts as a new stage. */
function createPhaseFilter(): (event: BlockStart) => boolean {
  let last: BlockStart | null = null;
  return (event) => {
    const isSame =
      last !== null &&
      last.target === event.target &&
      last.phase === event.phase &&
      event.requests < Math.max(1, last.requests) * 2;
    if (!isSame) last = event;
    return !isSame;
  };
}
