import type { TriedRoute } from './candidate.js';
import { leadsToLogin } from './login-route.js';
import type { Answer } from './send-question.js';

type Outcome = TriedRoute['outcome'];

export const leftOut = (reason: string, needsLogin = false): Outcome => ({ kind: 'left-out', reason, needsLogin });

const login = ': give it a login, see docs/auth.md';

const advice: Readonly<Record<number, string>> = {
  400: ': it wants other values',
  401: login,
  403: login,
  422: ': it wants other values',
};

/** What an answer means for the configuration. */
export function outcomeOf(answer: Answer): Outcome {
  if (answer.kind === 'silent') return leftOut('did not answer in time');
  if (answer.kind === 'refused') return leftOut(`the connection ended: ${answer.message}`);
  const { status } = answer;
  if (status >= 400) return leftOut(`answered ${status}${advice[status] ?? ''}`, status === 401 || status === 403);
  if (answer.kind === 'endless') return { kind: 'endless' };
  return leadsToLogin(answer.location) ? leftOut(`answered ${status}, to the login${login}`, true) : { kind: 'works' };
}
