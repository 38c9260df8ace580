import { saysSecret } from '../../platform/secrets/secret-name.js';
import type { Candidate } from './candidate.js';
import { isLogin } from './login-route.js';
import { type Answer, sendQuestion } from './send-question.js';

/** The user and password to log in with, from the environment of `init`. */
export interface Credentials {
  readonly user: string;
  readonly password: string;
}

/** A login that worked. */
export interface WorkingLogin {
  readonly path: string;
  /** Fields of its body, and what they hold. */
  readonly fields: Readonly<Record<string, LoginField>>;
  /** Where the answer has the token, as JSONPath. Null when the answer set a cookie instead. */
  readonly token: string | null;
}

/** A part of the credentials, or a value that the service describes. */
type LoginField = 'user' | 'password' | { readonly value: unknown };

export interface Session {
  readonly login: WorkingLogin;
  readonly headers: Readonly<Record<string, string>>;
}

const userNames = ['email', 'username', 'login', 'user'];
const tokenNames = ['token', 'accessToken', 'access_token', 'jwt', 'id_token', 'authToken'];

const isUser = (name: string): boolean => /user|mail|login|name|account/i.test(name);

/** The bodies to try for a login: the one that is described, or else the usual ones, one after the other. */
export function loginFields({ body }: Pick<Candidate, 'body'>): readonly WorkingLogin['fields'][] {
  const known = body.kind === 'json' && typeof body.value === 'object' && body.value !== null ? body.value : {};
  const names = Object.entries(known);
  if (names.length === 0) return userNames.map((name) => ({ [name]: 'user', password: 'password' }));
  const fields = names.map(([name, value]): [string, LoginField] => [
    name,
    saysSecret(name) ? 'password' : isUser(name) ? 'user' : { value },
  ]);
  return [Object.fromEntries(fields)];
}

const bodyFor = (fields: WorkingLogin['fields'], credentials: Credentials): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, typeof field === 'string' ? credentials[field] : field.value]),
  );

/** The token in an answer, at the top or one level below. */
function tokenIn(text: string): { readonly place: string; readonly token: string } | null {
  const look = (value: unknown, place: string, depth: number): { place: string; token: string } | null => {
    if (typeof value !== 'object' || value === null) return null;
    const fields = value as Readonly<Record<string, unknown>>;
    const name = tokenNames.find((candidate) => typeof fields[candidate] === 'string');
    if (name !== undefined) return { place: `${place}.${name}`, token: String(fields[name]) };
    if (depth === 0) return null;
    const inner = Object.entries(fields).map(([key, field]) => look(field, `${place}.${key}`, depth - 1));
    return inner.find((found) => found !== null) ?? null;
  };
  try {
    return look(JSON.parse(text), '$', 1);
  } catch {
    return null;
  }
}

function sessionFrom(answer: Answer, path: string, fields: WorkingLogin['fields']): Session | null {
  if (answer.kind !== 'answer' || answer.status >= 400) return null;
  const found = tokenIn(answer.body);
  if (found !== null) {
    return { login: { path, fields, token: found.place }, headers: { authorization: `Bearer ${found.token}` } };
  }
  const cookie = answer.cookies.map((each) => each.replace(/;.*$/s, '')).join('; ');
  return cookie === '' ? null : { login: { path, fields, token: null }, headers: { cookie } };
}

/** Logs in at the first login among the candidates. Null when there is none, or when it refuses the credentials. */
export async function logIn(
  baseUrl: string,
  candidates: readonly Candidate[],
  credentials: Credentials,
  signal: AbortSignal,
): Promise<Session | null> {
  const login = candidates.find(isLogin);
  if (login === undefined) return null;
  for (const fields of loginFields(login)) {
    const body = bodyFor(fields, credentials);
    const answer = await sendQuestion(baseUrl, { method: 'POST', path: login.path, body }, signal);
    const session = sessionFrom(answer, login.path, fields);
    if (session !== null) return session;
  }
  return null;
}
