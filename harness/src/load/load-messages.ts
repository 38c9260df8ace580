import { HarnessError } from '../platform/harness-error.js';
import type { RequestEnd } from './send-request.js';

/** The error for a load tool that gave up. No answer of the target can cause that. */
export const loadFailed = (baseUrl: string, cause: unknown): HarnessError =>
  new HarnessError(
    'LOAD_FAILED',
    `The load on ${baseUrl} could not be sent: ${cause instanceof Error ? cause.message : String(cause)}. ` +
      'Check the method, headers and body of the endpoint.',
    { cause },
  );

/** What to check, by the status of the answer. */
const adviceByStatus: Readonly<Record<number, string>> = {
  400: 'Check its body and its content-type.',
  401: 'Check the credentials that it sends.',
  403: 'Check the credentials that it sends, and what their user may do.',
  404: 'Check its path and its method.',
  415: 'Check its content-type.',
  422: 'Check its body.',
  429: 'The service limits how often one may log in: log in once for all clients in `setup`, or lower `connections`.',
};

const usualAdvice = 'Send it by hand to see why; `expectStatus` says which answers are right.';

export const setupFailed = (label: string, failure: string, end: RequestEnd | null): HarnessError => {
  const advice = (end?.type === 'answered' ? adviceByStatus[end.status] : undefined) ?? usualAdvice;
  return new HarnessError('SETUP_FAILED', `${label}: ${failure.replace(/\.$/, '')}. ${advice}`);
};
