import type { RunEvent } from '../../model/events.js';
import { toPrintable } from '../format/printable.js';
import type { Output } from '../output.js';
import type { Reporter } from '../reporter.js';
import { withWrittenFiles } from '../unwritten.js';
import { createMilestones } from './milestones.js';
import { type BlockStart, describePhase, describeTogether, serviceName, type TogetherStart } from './phase-words.js';
import { createStyle } from './style.js';
import { formatSummary } from './summary.js';

type StepFilter = (event: BlockStart | TogetherStart) => boolean;

/**
 * Creates a reporter that prints plain lines, for CI and pipes. It prints a line when something else is driven or its
 * size has doubled, and at the end the summary on stdout.
 */
export function createCompactReporter(output: Output): Reporter {
  const style = createStyle(output, output.stderr);
  const milestoneOf = createMilestones(style);
  const isNew = createStepFilter();
  return {
    onEvent: (event) => {
      const line = milestoneOf(event) ?? formatBeginning(event, isNew);
      if (line !== null) output.stderr.write(`${line}\n`);
    },
    onRunEnd: (outcome) => output.stdout.write(formatSummary(withWrittenFiles(outcome), output)),
  };
}

function formatBeginning(event: RunEvent, isNew: StepFilter): string | null {
  if (event.type === 'service-starting') return `${serviceName(event.kind)} starting (${toPrintable(event.provider)})`;
  if (event.type === 'target-preparing')
    return `${toPrintable(event.target)} preparing (${toPrintable(event.command)})`;
  if (event.type === 'target-starting')
    return isAddress(event.command) ? null : `${toPrintable(event.target)} starting`;
  if (event.type === 'cool-down') return `${toPrintable(event.target)}: cooling down (${toPrintable(event.reason)})`;
  if (event.type === 'diagnose-start') return formatDiagnosis(event);
  if ((event.type !== 'block-start' && event.type !== 'together-start') || !isNew(event)) return null;
  return `${toPrintable(event.target)}: ${describeStep(event)}`;
}

/** Whether a target was started by somebody else, and so is shown by its address. */
const isAddress = (command: string): boolean => /^https?:\/\//.test(command);

function describeStep(event: BlockStart | TogetherStart): string {
  if (event.type === 'together-start') return describeTogether(event);
  return describePhase(event, event.endpoint === null ? undefined : toPrintable(event.endpoint));
}

function formatDiagnosis({ target, endpoint }: Extract<RunEvent, { readonly type: 'diagnose-start' }>): string {
  return `${toPrintable(target)}: looking for the line behind ${toPrintable(endpoint)}`;
}

/**
 * Tells which steps are worth a line. Sizes alone are not: they vary without meaning when few requests fit, or when
 * shares are drawn anew.
 */
function createStepFilter(): StepFilter {
  const isNewPhase = createPhaseFilter();
  const isNewGroup = createGroupFilter();
  const isNewAlone = createAloneFilter();
  return (event) => {
    if (event.type === 'together-start') return isNewGroup(event);
    return event.isAlone ? isNewAlone(event) : isNewPhase(event);
  };
}

/** Tells new phases apart. A stage only counts as new when its number of requests has doubled. */
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

/** Tells new groups apart: those with twice the requests or half the endpoints. */
function createGroupFilter(): (event: TogetherStart) => boolean {
  let last: TogetherStart | null = null;
  return (event) => {
    const isSame =
      last !== null &&
      last.target === event.target &&
      event.requests < last.requests * 2 &&
      event.endpoints.length * 2 > last.endpoints.length;
    if (!isSame) last = event;
    return !isSame;
  };
}

/**
 * Tells apart endpoints that are driven alone. Several suspected endpoints take turns, also with the group, so each
 * phase of each endpoint is told once.
 */
function createAloneFilter(): (event: BlockStart) => boolean {
  const told = new Set<string>();
  return ({ target, endpoint, phase }) => {
    const key = JSON.stringify([target, endpoint, phase]);
    const isNew = !told.has(key);
    told.add(key);
    return isNew;
  };
}
