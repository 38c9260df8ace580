import type { BlockRecord } from '../model/block.js';
import type { Warning } from '../model/result.js';
import type { TargetEnd } from '../model/target.js';
import { type ErrorCode, errorCodes, HarnessError } from '../platform/harness-error.js';
import { excerptOf } from '../platform/text/excerpt.js';

/** Length of a line in a message. It is enough to find the line in the target's log. */
const longestLineCharacters = 200;

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

export const outputUnwritable = (file: string, cause: unknown): HarnessError =>
  new HarnessError(
    'OUTPUT_UNWRITABLE',
    `Cannot write to ${file} (${textOf(cause)}). Choose another folder with \`output\` in the configuration or --output.`,
    { cause },
  );

/** Number of lines in a message. They are enough to see what went wrong; a migration prints hundreds. */
const shownOutputLines = 20;

export function prepareFailed(
  name: string,
  command: string,
  how: string,
  output: string,
  isLate = false,
): HarnessError {
  const lines = output.trimEnd().split('\n').slice(-shownOutputLines).join('\n');
  const said = lines === '' ? 'It printed nothing.' : `Its last output:\n${lines}`;
  const next = isLate
    ? 'Raise prepareTimeoutMs, or look for what it waits for: nobody can answer a question that it asks.'
    : "Run it by hand in the target's folder, with the variables of its services, to see why.";
  return new HarnessError(
    'PREPARE_FAILED',
    `\`prepare\` of ${name} ${how}, so that the target was not started: ${command}\n${next} ${said}`,
  );
}

export const probeLost = (metric: string, reason: string): string =>
  `${metric} could be read until now, and cannot be any more: ${reason}. It is not read again, and nothing is called clean without it.`;

export const proxyAnswersUnknown = (name: string): string =>
  `No process of ${name} counts its own answers, so that those of the proxy in front of it cannot be told from them.`;

export const censusUnknown = (name: string): string =>
  `A process of ${name} cannot count its objects by type, to tell them from the code that V8 makes. From then on it ran ` +
  "with V8's optimisation off, at about half of its speed.";

/** @param explanation what the line means; null where it is not known. */
export const targetPrinted = (name: string, line: string, explanation: string | null): string =>
  `Requests failed, and ${name} printed: ${excerptOf(line.trim(), longestLineCharacters)}${explanation === null ? '' : `. ${explanation}`}`;

export const latestNotMoved = (output: string): Warning => ({
  code: 'LATEST_NOT_MOVED',
  message: `${output}/latest could not be pointed at this run and still is what it was before. Remove it if it is a folder.`,
});

export function targetCrashed(name: string, end: TargetEnd, during: string, outputTail: string): HarnessError {
  const how = end.signal === null ? `exit code ${end.exitCode}` : `signal ${end.signal}`;
  const who = end.isOfProxy ? `The proxy in front of ${name}` : name;
  const said = outputTail.trim() === '' ? 'It printed nothing.' : `Its last output:\n${outputTail.trimEnd()}`;
  return new HarnessError(
    'TARGET_CRASHED',
    `${who} ended with ${how} while ${during}. ${said}\nRun its command by hand and send it the same requests to see why.`,
  );
}

export const targetOverdue = (name: string, budgetMs: number, during: string): HarnessError =>
  new HarnessError(
    'TARGET_OVERDUE',
    `${name} kept the run waiting until long after its budget of ${budgetMs / 1_000} s, while ${during}. Its event loop ` +
      'stands, or its answers have no end: send it the same requests by hand to see which. Where it is only slow, raise ' +
      '`budget.seconds`.',
  );

/**
 * The error of a floor that could not be read, with the requests that were sent before it: they are the likely cause.
 */
export function floorFailed(
  error: HarnessError,
  blocks: readonly Pick<BlockRecord, 'endpoint' | 'load'>[],
): HarnessError {
  const sent = blocks.reduce((sum, { load }) => sum + load.sent, 0);
  const to = blocks.length === 1 ? blocks[0]?.endpoint : `${blocks.length} endpoints together`;
  const failure = blocks.find(({ load }) => load.firstFailure !== null)?.load.firstFailure;
  return new HarnessError(
    error.code,
    `${error.message} This was after ${sent} request${sent === 1 ? '' : 's'} to ${to}` +
      `${failure == null ? '' : `, where ${failure}`}.`,
    { cause: error },
  );
}

export function noTargetMeasured(warnings: readonly Warning[]): HarnessError {
  const [first] = warnings;
  const code = errorCodeOf(first?.code);
  return new HarnessError(code, first?.message ?? 'Nothing was measured.');
}

const errorCodeOf = (code: string | undefined): ErrorCode =>
  code !== undefined && code in errorCodes ? (code as ErrorCode) : 'INTERNAL';
