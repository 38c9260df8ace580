import { HarnessError } from '../../platform/harness-error.js';
import type { RequestEnd } from '../send-request.js';

/** What to look at, by the status that came. */
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
