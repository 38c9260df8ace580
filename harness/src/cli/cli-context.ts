import type { Output } from '../internal.js';

/** What a command may use of the process it runs in. */
export interface CliContext {
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly output: Output;
  readonly signal: AbortSignal;
}
