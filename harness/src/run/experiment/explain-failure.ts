import { explainText } from '../../analysis/failures/explain-text.js';
import type { RunningService } from '../../model/service.js';
import type { ErrorCode, HarnessError } from '../../platform/harness-error.js';
import { saysError } from '../../platform/processes/output-tail.js';
import { warn } from '../run-context.js';
import { targetPrinted } from '../run-messages.js';
import { type Experiment, recordingOf } from './experiment.js';

/** Failures whose messages quote what the target printed. */
const withOutput: readonly ErrorCode[] = ['TARGET_EXITED', 'TARGET_NOT_READY', 'TARGET_CRASHED'];

/**
 * The target's output begins behind this text. The words before it are our own. They must not be explained, because we
 * may have been refused a connection, too.
 */
const quotation = 'Its last output:\n';

/** The message of a failure, with an explanation of the target's last output where one is known. */
export function explainedMessage({ code, message }: HarnessError, services: readonly RunningService[]): string {
  const kinds = services.map(({ kind }) => kind);
  const explanation = withOutput.includes(code) ? explainText(message.split(quotation)[1] ?? '', kinds) : null;
  return explanation === null ? message : `${message.trimEnd()}\n${explanation}`;
}

const hasFailedRequests = (experiment: Experiment): boolean =>
  recordingOf(experiment).blocks.some(({ load }) => load.unexpected > 0 || load.timeouts > 0);

/**
 * Warns with the line of the target's output that explains why requests failed. Their answers often say no more than
 * `Internal Server Error`.
 */
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
