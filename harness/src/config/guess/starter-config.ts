import type { FoundRoute } from './find-routes.js';
import type { GuessedProject } from './guess-project.js';

/** Paths by which services tell that they are ready; nothing to look for leaks in. */
const readyPaths: readonly string[] = ['/healthz', '/health', '/readyz', '/ready', '/livez', '/ping', '/status'];

const isReady = ({ method, path }: FoundRoute): boolean => method === 'GET' && readyPaths.includes(path);

/** Asks for nothing that only the author of the service knows: no parameter, no pattern, no body. */
const isPlain = ({ method, path }: FoundRoute): boolean => method === 'GET' && !/[:*{}()$?]/.test(path);

/** Endpoints that documents gave, as code, and what stands before the configuration for them. */
export interface WrittenEndpoints {
  readonly head: readonly string[];
  readonly endpoints: readonly string[];
}

/**
 * The text of a `leakline.config.ts` for a project. What needs a value that nobody can guess stands in it as a comment.
 * Endpoints that documents gave take the place of those found in sources.
 */
export function starterConfig(
  { name, command, routes, services }: GuessedProject & { readonly command: string },
  written: WrittenEndpoints | null = null,
): string {
  const ready = routes.find(isReady);
  const plain = routes.filter((route) => isPlain(route) && !isReady(route));
  const others = routes.filter((route) => !isPlain(route));
  const endpoints = plain.length === 0 ? [ready ?? { method: 'GET', path: '/' }] : plain;
  const target = [
    `name: ${quote(name)}`,
    `command: ${quote(command)}`,
    ...(ready === undefined ? [] : [`ready: ${quote(ready.path)}`]),
  ];
  const guessed = [
    ...endpoints.map(({ method, path }) => `    ${quote(`${method} ${path}`)},`),
    ...(others.length === 0 ? [] : ['    // These need values or bodies: {n} becomes a fresh number in each request.']),
    ...others.map((route) => `    // ${describeOther(route)},`),
  ];
  return [
    "import { defineConfig } from 'leakline';",
    '',
    ...(written?.head ?? []),
    '/** Every setting: docs/own-service.md of Leakline. */',
    'export default defineConfig({',
    ...(services.length === 0 ? [] : [`  services: { ${services.map((kind) => `${kind}: true`).join(', ')} },`]),
    `  targets: [{ ${target.join(', ')} }],`,
    '  endpoints: [',
    ...(written === null ? guessed : written.endpoints.map((endpoint) => indented(`${endpoint},`))),
    '  ],',
    ...budgetFor((written?.endpoints ?? endpoints).length),
    '});',
    '',
  ].join('\n');
}

const indented = (text: string): string => text.replace(/^/gm, '    ');

/** The default of a minute is for a handful of endpoints: each needs blocks and floors of its own. */
const endpointsPerDefaultBudget = 4;
const secondsPerEndpoint = 15;

const budgetFor = (count: number): readonly string[] =>
  count <= endpointsPerDefaultBudget ? [] : [`  budget: { seconds: ${count * secondsPerEndpoint} },`];

/** Parameters (`:id`, `{id}`) become fresh numbers. */
function describeOther({ method, path }: FoundRoute): string {
  const filled = oneLine(path.replace(/:\w+\??|\$?\{\w*\}/g, '{n}'));
  return method === 'GET' || method === 'DELETE'
    ? quote(`${method} ${filled}`)
    : `{ method: ${quote(method)}, path: ${quote(filled)}, body: {} }`;
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ');

const quote = (text: string): string => `'${oneLine(text).replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
