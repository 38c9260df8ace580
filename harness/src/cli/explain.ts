import { type ExitCode, HarnessError } from '../index.js';
import { exitCodeOf } from './exit-codes.js';

/** Says on stderr what went wrong. A user's mistake needs no stack; a fault of ours shows everything. */
export function explain(error: unknown): ExitCode {
  if (error instanceof HarnessError) {
    process.stderr.write(`leakline: ${error.message} [${error.code}]\n`);
    return exitCodeOf(error.code);
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`leakline: this is a fault of Leakline itself; please report it.\n${stack}\n`);
  return 3;
}
