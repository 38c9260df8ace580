import { HarnessError } from '../platform/harness-error.js';

/** The load tool itself gave up, which no answer of the target can cause. */
export const loadFailed = (baseUrl: string, cause: unknown): HarnessError =>
  new HarnessError(
    'LOAD_FAILED',
    `The load on ${baseUrl} could not be sent: ${cause instanceof Error ? cause.message : String(cause)}. ` +
      'Check the method, headers and body of the endpoint.',
    { cause },
  );
