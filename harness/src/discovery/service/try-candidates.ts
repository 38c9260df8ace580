import { type Candidate, isWriting, type LearnedValue, type TriedRoute } from './candidate.js';
import { type FoundList, isByChance, listedValue, listIn } from './listed-ids.js';
import { objectionTo } from './objection.js';
import { leftOut, outcomeOf } from './outcome.js';
import { fillPath, freshNumber, parametersOf } from './path-template.js';
import { type Answer, sendQuestion, usualPatienceMs } from './send-question.js';

export interface TryOptions {
  readonly includeDeletes: boolean;
  /** Headers that are sent with every request, because a login gave them. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** After so many requests without an answer, the others of their kind are waited for less long. */
const silencesBeforeHaste = 2;
const hastyPatienceMs = 1_000;

/** Two numbers. An application hardly knows both, unless it accepts any number. */
const firstNumber = '1';
const otherNumber = '40001';

/**
 * The order of tries. Lists come first, so that their ids are known. Requests that write come last, because they change
 * lists.
 */
const rankOf = ({ method, path }: Candidate): number =>
  method === 'DELETE' ? 3 : isWriting(method) ? 2 : parametersOf(path).length > 0 ? 1 : 0;

/** A name for a learned value, e.g. `productsId` for `id` in `/api/products`. */
function learnedName(from: string, parameter: string): string {
  const resource = (from.split('/').at(-1) ?? '').replace(/\W+(\w?)/g, (_match, next: string) => next.toUpperCase());
  const end = /id$/i.test(parameter) ? 'Id' : parameter.charAt(0).toUpperCase() + parameter.slice(1);
  return `${/^[a-z]/i.test(resource) ? resource : 'listed'}${end}`;
}

/** Tries requests against a running service, and remembers what it learns from each. */
function createTrial(baseUrl: string, { includeDeletes, headers = {}, signal }: TryOptions) {
  const lists = new Map<string, FoundList>();
  let silences = 0;
  let endedAt: string | null = null;

  async function ask({ method, body, query }: Candidate, path: string): Promise<Answer> {
    const patienceMs = silences >= silencesBeforeHaste ? hastyPatienceMs : usualPatienceMs;
    const payload = body.kind === 'json' ? { body: body.value } : {};
    const answer = await sendQuestion(baseUrl, { method, path: path + query, headers, patienceMs, ...payload }, signal);
    if (answer.kind === 'silent') silences += 1;
    if (answer.kind === 'refused' && !(await isThere())) endedAt = `${method} ${path}`;
    return answer;
  }

  const isThere = async (): Promise<boolean> =>
    (await sendQuestion(baseUrl, { method: 'GET', path: '/' }, signal)).kind !== 'refused';

  const valueFor = ({ path, pathValues }: Candidate, name: string): string | null =>
    pathValues[name] ?? listedValue(path, name, lists)?.value ?? null;

  function remember({ method, path }: Candidate, answer: Answer): void {
    if (method !== 'GET' || answer.kind !== 'answer' || answer.status >= 300) return;
    const list = listIn(answer.body);
    if (list !== null && list.items.length > 0) lists.set(path.replace(/(.)\/$/, '$1'), list);
  }

  /** The values that will be different when the service starts again. A run has to fetch them first. */
  function learnedFor({ path, pathValues }: Candidate): ReadonlyMap<string, LearnedValue> {
    const found = parametersOf(path).flatMap((name) => {
      const listed = pathValues[name] === undefined ? listedValue(path, name, lists) : null;
      if (listed === null || !isByChance(listed.value) || parametersOf(listed.from).length > 0) return [];
      const { from, source } = listed;
      return [[name, { name: learnedName(from, name), from, source }] as const];
    });
    return new Map(found);
  }

  async function tryFilled(candidate: Candidate, path: string): Promise<TriedRoute> {
    const answer = await ask(candidate, path);
    remember(candidate, answer);
    const outcome = outcomeOf(answer);
    const learned = learnedFor(candidate);
    const named = (name: string): string | null => {
      const value = learned.get(name);
      return value === undefined ? valueFor(candidate, name) : `{${value.name}}`;
    };
    const written = (learned.size === 0 ? path : (fillPath(candidate.path, named) ?? path)) + candidate.query;
    const tried = { candidate, path: written, learned: [...learned.values()], outcome };
    if (outcome.kind !== 'works' || !isWriting(candidate.method)) return tried;
    return { ...tried, outcome: await sendAgain(candidate, path) };
  }

  /** Sends a request a second time, because a run sends it again and again. */
  async function sendAgain(candidate: Candidate, path: string): Promise<TriedRoute['outcome']> {
    const outcome = outcomeOf(await ask(candidate, path));
    if (outcome.kind !== 'left-out') return outcome;
    return leftOut(`${outcome.reason} when sent a second time`, outcome.needsLogin);
  }

  /**
   * Tries numbers for parameters that have no value. If two work, any number does. If only the first works, that one is
   * used.
   */
  async function tryNumbers(candidate: Candidate): Promise<TriedRoute> {
    const filled = (number: string): string =>
      fillPath(candidate.path, (name) => valueFor(candidate, name) ?? number) ?? candidate.path;
    const names = parametersOf(candidate.path).filter((name) => valueFor(candidate, name) === null);
    const lacks = `needs a value for ${names.map((name) => `:${name}`).join(', ')}`;
    const asWritten = candidate.path + candidate.query;
    if (isWriting(candidate.method)) return { candidate, path: asWritten, learned: [], outcome: leftOut(lacks) };
    const one = await tryFilled(candidate, filled(firstNumber));
    if (one.outcome.kind === 'left-out') {
      const { reason, needsLogin } = one.outcome;
      return { candidate, path: asWritten, learned: [], outcome: leftOut(needsLogin ? reason : lacks, needsLogin) };
    }
    const other = outcomeOf(await ask(candidate, filled(otherNumber)));
    return other.kind === one.outcome.kind ? { ...one, path: filled(freshNumber) + candidate.query } : one;
  }

  return async (candidate: Candidate): Promise<TriedRoute> => {
    signal.throwIfAborted();
    const path = fillPath(candidate.path, (name) => valueFor(candidate, name));
    const ended = endedAt === null ? null : `not tried: the service ended at ${endedAt}`;
    const objection = objectionTo(candidate, includeDeletes) ?? ended;
    if (objection !== null)
      return { candidate, path: (path ?? candidate.path) + candidate.query, learned: [], outcome: leftOut(objection) };
    return path === null ? tryNumbers(candidate) : tryFilled(candidate, path);
  };
}

/**
 * Tries each request once, and those that write twice.
 *
 * @returns the outcomes in the order of the candidates.
 */
export async function tryCandidates(
  baseUrl: string,
  candidates: readonly Candidate[],
  options: TryOptions,
): Promise<readonly TriedRoute[]> {
  const tryOne = createTrial(baseUrl, options);
  const tried = new Map<Candidate, TriedRoute>();
  for (const candidate of [...candidates].sort((one, other) => rankOf(one) - rankOf(other))) {
    tried.set(candidate, await tryOne(candidate));
  }
  return candidates.flatMap((candidate) => tried.get(candidate) ?? []).filter((route) => !isMiddleware(route));
}

/** Whether a route is only middleware: it is declared for every method, and GET gets no answer behind it. */
const isMiddleware = ({ candidate, outcome }: TriedRoute): boolean =>
  candidate.isForAll && outcome.kind === 'left-out' && outcome.reason.startsWith('answered 404');
