import { type DiscoveredService, type ServiceKind, serviceDefinitions, type TriedRoute } from '../internal.js';

/** A line that is printed before the service is started, because that takes a while. */
export function welcomeInit(command: string, services: readonly ServiceKind[]): string {
  const names = services.map((kind) => serviceDefinitions[kind].title);
  const beside = names.length === 0 ? '' : ` with ${names.join(' and ')}`;
  return `Starting ${command}${beside} to ask it for its routes (--no-start only reads the sources) …`;
}

const counted = (count: number, one: string): string => `${count} ${count === 1 ? one : `${one}s`}`;

/**
 * The kind of reason why a route was left out. `needs a value for :id` and `needs a value for :name` are the same kind.
 */
const kindOf = ({ outcome }: TriedRoute): string =>
  outcome.kind === 'left-out'
    ? outcome.reason.replace(/(?::| for | when | that |, but |, which ).*$/, '')
    : 'never ends';

function countReasons(routes: readonly TriedRoute[]): string {
  const counts = new Map<string, number>();
  for (const route of routes) counts.set(kindOf(route), (counts.get(kindOf(route)) ?? 0) + 1);
  return [...counts].map(([reason, count]) => `${reason} (${count})`).join(', ');
}

const tellingLine = /\b(?:\w*Error|error|FATAL|panic|cannot|refused|EADDRINUSE|missing)\b/i;

/** A problem in one line: what happened, and the line of the service's output that tells the most. */
function shortened(problem: string): string {
  const [first = '', ...rest] = problem.split('\n');
  const said = rest.filter((line) => line.trim() !== '');
  const telling =
    said.find((line) => /\b\w*Error: |FATAL/.test(line)) ??
    said.findLast((line) => tellingLine.test(line)) ??
    said.at(-1);
  return `${first.replace(/ Its last output:$/, '')}${telling === undefined ? '' : ` It said: ${telling.trim()}`}`;
}

const isClosed = ({ outcome }: TriedRoute): boolean => outcome.kind === 'left-out' && outcome.needsLogin;

/** How the routes behind a login were opened, or what the user can do to open them. */
function describeLogin({ routes, login, isAsked }: DiscoveredService): readonly string[] {
  if (login !== null) return [`Logged in at POST ${login.path} with LOGIN_USER and LOGIN_PASSWORD.`];
  if (!isAsked || !routes.some(isClosed)) return [];
  return ['Routes behind a login: set LOGIN_USER and LOGIN_PASSWORD and repeat with --force, or fill in `setup`.'];
}

const addedLine = (isIgnored: boolean): readonly string[] => (isIgnored ? ['Added reports/ to .gitignore.'] : []);

const next = 'Look through its endpoints, then: npx leakline run';

function describeRoutes({ routes, isAsked }: DiscoveredService): string {
  const taken = routes.filter(({ outcome }) => outcome.kind === 'works');
  const others = routes.filter(({ outcome }) => outcome.kind !== 'works');
  const from = isAsked ? `${taken.length} tried and answered` : 'read from the sources, not tried';
  const comments = others.length === 0 ? '' : `; ${others.length} as comments: ${countReasons(others)}`;
  return `${counted(routes.length, 'route')} found, ${from}${comments}`;
}

/**
 * What `init` prints when it is done: the number of routes, which of them are comments and why, and what to do next.
 *
 * @param documented number of endpoints that documents gave.
 */
export function summarizeInit(
  fileName: string,
  service: DiscoveredService,
  documented: number,
  isIgnored: boolean,
): readonly string[] {
  const { routes, problem } = service;
  const parts = [
    ...(documented === 0 ? [] : [`${counted(documented, 'endpoint')} from documents`]),
    ...(documented > 0 && routes.length === 0 ? [] : [describeRoutes(service)]),
  ];
  return [
    ...(problem === null ? [] : [`The service could not be asked: ${shortened(problem)}`]),
    `Wrote ${fileName}: ${parts.join('; beside them ')}.`,
    ...describeLogin(service),
    ...addedLine(isIgnored),
    next,
  ];
}
