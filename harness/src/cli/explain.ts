import {
  createOutput,
  type ExitCode,
  formatErrorAnnotation,
  HarnessError,
  maskSecrets,
  toPrintableLines,
} from '../internal.js';
import { exitCodeOf } from './exit-codes.js';

/**
 * Says on stderr what went wrong, without what came from the environment. A user's mistake needs no stack; a fault of ours
 * shows everything.
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
