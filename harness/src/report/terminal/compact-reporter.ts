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

/** Plain lines for CI and pipes: one for each change of what is driven, and for a doubling of it, then the summary on stdout. */
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

/** Of a target that somebody else started. */
const isAddress = (command: string): boolean => /^https?:\/\//.test(command);

function describeStep(event: BlockStart | TogetherStart): string {
  if (event.type === 'together-start') return describeTogether(event);
  return describePhase(event, event.endpoint === null ? undefined : toPrintable(event.endpoint));
}

function formatDiagnosis({ target, endpoint }: Extract<RunEvent, { readonly type: 'diagnose-start' }>): string {
  return `${toPrintable(target)}: looking for the line behind ${toPrintable(endpoint)}`;
}

/** Tells what is worth a line of its own: where few requests fit, or shares are drawn anew, sizes vary without meaning. */
function createStepFilter(): StepFilter {
  const isNewPhase = createPhaseFilter();
  const isNewGroup = createGroupFilter();
  const isNewAlone = createAloneFilter();
  return (event) => {
    if (event.type === 'together-start') return isNewGroup(event);
    return event.isAlone ? isNewAlone(event) : isNewPhase(event);
  };
}

/** Only a doubling counts as a new stage. */
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

/** Twice the requests, or half the endpoints. */
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

/** Several endpoints that were suspected take turns, also with those that are driven together: each phase of each once. */
function createAloneFilter(): (event: BlockStart) => boolean {
  const told = new Set<string>();
  return ({ target, endpoint, phase }) => {
    const key = JSON.stringify([target, endpoint, phase]);
    const isNew = !told.has(key);
    told.add(key);
    return isNew;
  };
}
