import { explainText } from '../../analysis/failures/explain-text.js';
import type { RunningService } from '../../model/service.js';
import type { ErrorCode, HarnessError } from '../../platform/harness-error.js';
import { saysError } from '../../platform/processes/output-tail.js';
import { warn } from '../run-context.js';
import { targetPrinted } from '../run-messages.js';
import { type Experiment, recordingOf } from './experiment.js';

/** Failures whose messages hold what the target printed. */
const withOutput: readonly ErrorCode[] = ['TARGET_EXITED', 'TARGET_NOT_READY', 'TARGET_CRASHED'];

/** Where a message quotes the target. What stands before it are our own words: we, too, were refused a connection. */
const quotation = 'Its last output:\n';

/** The message of a failure, with what is known to be behind the target's last words. */
export function explainedMessage({ code, message }: HarnessError, services: readonly RunningService[]): string {
  const kinds = services.map(({ kind }) => kind);
  const explanation = withOutput.includes(code) ? explainText(message.split(quotation)[1] ?? '', kinds) : null;
  return explanation === null ? message : `${message.trimEnd()}\n${explanation}`;
}

const hasFailedRequests = (experiment: Experiment): boolean =>
  recordingOf(experiment).blocks.some(({ load }) => load.unexpected > 0 || load.timeouts > 0);

/** What a service answers is often only `Internal Server Error`; the reason stands in its own output. */
export function warnOfPrintedErrors(experiment: Experiment): void {
  const { context, target, world } = experiment;
  if (!hasFailedRequests(experiment)) return;
  const kinds = world.services.map(({ kind }) => kind);
  const lines = target.outputTail().split('\n');
  const line = lines.findLast((each) => explainText(each, kinds) !== null) ?? lines.findLast(saysError);
  if (line === undefined) return;
  const message = targetPrinted(target.name, line, explainText(line, kinds));
  warn(context, target.name, { code: 'TARGET_PRINTED', message });
}
