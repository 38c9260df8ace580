import {
  createOutput,
  type ErrorCode,
  type ExitCode,
  errorCodes,
  formatErrorAnnotation,
  HarnessError,
  maskSecrets,
  toPrintableLines,
} from '../internal.js';

const exitCodeByKind = { usage: 4, failed: 3, interrupted: 130 } as const satisfies Record<string, ExitCode>;

/** The exit code of a run that ended in this error. */
const exitCodeOf = (code: ErrorCode): ExitCode => exitCodeByKind[errorCodes[code]];

/**
 * Prints on stderr what went wrong, with secrets of the environment masked. A user's mistake is shown without a stack;
 * a fault of Leakline is shown with everything.
 */
export function explain(error: unknown): ExitCode {
  const isExpected = error instanceof HarnessError;
  const text = isExpected ? `leakline: ${error.message} [${error.code}]` : describeFault(error);
  const { stderr } = createOutput(process);
  const shown = maskSecrets(text, process.env);
  stderr.write(`${toPrintableLines(shown).join('\n')}\n`);
  if (isExpected && process.env.GITHUB_ACTIONS === 'true')
    stderr.control(
      `${formatErrorAnnotation({ code: error.code, message: maskSecrets(error.message, process.env) })}\n`,
    );
  return isExpected ? exitCodeOf(error.code) : 3;
}

function describeFault(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `leakline: this is a fault of Leakline itself; please report it.\n${stack}`;
}
