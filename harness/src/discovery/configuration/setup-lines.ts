import type { TriedRoute } from '../service/candidate.js';
import { loginFields, type WorkingLogin } from '../service/log-in.js';
import { isLogin } from '../service/login-route.js';
import { isName, literal, quote } from './literal.js';

const needsLogin = ({ outcome }: TriedRoute): boolean => outcome.kind === 'left-out' && outcome.needsLogin;

const variables = { user: 'process.env.LOGIN_USER', password: 'process.env.LOGIN_PASSWORD' } as const;

/** The line of a login that uses the values from the environment. */
function loginLine({ path, fields, token }: WorkingLogin): string {
  const parts = Object.entries(fields).map(
    ([name, field]) =>
      `${isName(name) ? name : quote(name)}: ${typeof field === 'string' ? variables[field] : literal(field.value)}`,
  );
  const capture = token === null ? '' : `, capture: { token: ${quote(token)} }`;
  return `{ method: 'POST', path: ${quote(path)}, body: { ${parts.join(', ')} }${capture} },`;
}

const usualFields: WorkingLogin['fields'] = { email: 'user', password: 'password' };

/** The login that was found, or the usual one. */
function guessedLogin(routes: readonly TriedRoute[]): WorkingLogin {
  const found = routes.map(({ candidate }) => candidate).find(isLogin);
  const [fields = usualFields] = found === undefined ? [] : loginFields(found);
  return { path: found?.path ?? '/login', fields, token: '$.token' };
}

const tokenHeader = "headers: { authorization: 'Bearer {token}' },";

/** Lines for requests that fetch the ids which the service makes anew at each start. */
function learningLines(routes: readonly TriedRoute[]): readonly string[] {
  const working = routes.filter(({ outcome }) => outcome.kind !== 'left-out');
  const byPath = new Map<string, Record<string, string>>();
  for (const { name, from, source } of working.flatMap(({ learned }) => learned)) {
    byPath.set(from, { ...byPath.get(from), [name]: source });
  }
  return [...byPath].map(([path, capture]) => `{ path: ${quote(path)}, capture: ${literal(capture)} },`);
}

const setup = (lines: readonly string[]): readonly string[] => ['setup: [', ...lines.map((line) => `  ${line}`), '],'];

const asComment = (line: string): string => `// ${line}`;

/**
 * The lines of `setup`: requests for ids that are new at each start, and a login. A login that nobody has seen work is
 * written as a comment to fill in, because a password cannot be guessed.
 */
export function setupLines(routes: readonly TriedRoute[], login: WorkingLogin | null): readonly string[] {
  const learning = learningLines(routes);
  if (login !== null)
    return [...setup([loginLine(login), ...learning]), ...(login.token === null ? [] : [tokenHeader])];
  const locked = routes.filter(needsLogin);
  if (locked.length === 0) return learning.length === 0 ? [] : setup(learning);
  const isFound = routes.some(({ candidate }) => isLogin(candidate));
  const wanted = locked.length === 1 ? 'One route wants' : `${locked.length} routes want`;
  const line = loginLine(guessedLogin(routes));
  return [
    `// ${wanted} a login (docs/auth.md of Leakline)${isFound ? '' : '; none was found, so write its path'}.`,
    '// If it sets a cookie, the cookie is kept and sent back: leave out `capture` and `headers`.',
    ...(learning.length === 0 ? setup([line]).map(asComment) : setup([asComment(line), ...learning])),
    asComment(tokenHeader),
  ];
}
