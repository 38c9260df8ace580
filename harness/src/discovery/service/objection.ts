import { type Candidate, isWriting } from './candidate.js';
import { isLogin } from './login-route.js';
import { isPattern } from './path-template.js';

/** Why a request is not even tried. Null for a request that is tried once its parameters have values. */
export function objectionTo({ method, path, body }: Candidate, includeDeletes: boolean): string | null {
  if (isPattern(path)) return 'matches many paths: write one of them';
  if (method === 'DELETE' && !includeDeletes) return 'deletes: not tried';
  if (isLogin({ method, path })) return 'logs in, which is not measured';
  return isWriting(method) && body.kind === 'unknown' ? 'needs a body that nobody described' : null;
}
