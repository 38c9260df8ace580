import { type Candidate, isWriting } from './candidate.js';
import { isLogin } from './login-route.js';
import { isPattern } from './path-template.js';

/** Why a request is not even tried; null for those that are, once their parameters have values. */
export function objectionTo({ method, path, body }: Candidate, includeDeletes: boolean): string | null {
  if (isPattern(path)) return 'answers to a pattern: put a path that it means';
  if (method === 'DELETE' && !includeDeletes) return 'deletes: not tried';
  if (isLogin({ method, path })) return 'logs in, which is not measured';
  return isWriting(method) && body.kind === 'unknown' ? 'needs a body that nobody described' : null;
}
