import type { ClientPlan, RequestTemplate } from '../model/endpoint.js';
import { placeholdersOf } from '../platform/text/placeholders.js';
import { builtinValues } from './capture-schema.js';
import { capturedBy } from './resolve-clients.js';
import type { ResolvedTarget } from './resolved-config.js';

/** Finds names in requests that have no value, and names that are given twice. */
export const placeholderProblems = (targets: readonly ResolvedTarget[]): readonly string[] => [
  ...new Set(targets.flatMap(problemsOfTarget)),
];

function problemsOfTarget({ name, clients, endpoints }: ResolvedTarget): readonly string[] {
  const columns = Object.keys(clients.rows[0] ?? {});
  const given = [...builtinValues, ...columns];
  const afterSetup = [...given, ...capturedBy(clients.setup)];
  const afterBefore = [...afterSetup, ...capturedBy(clients.before)];
  const check = (place: string, requests: readonly RequestTemplate[], known: readonly string[]): readonly string[] =>
    unknownNames(requests, known, clients).map((problem) => `target "${name}", ${place}: ${problem}`);
  return [
    ...takenNames(columns, clients, endpoints).map((problem) => `target "${name}": ${problem}`),
    ...check('setup', clients.setup, given),
    ...check('before', clients.before, afterSetup),
    ...check('teardown', clients.teardown, afterSetup),
    ...endpoints.flatMap(({ id, steps }) => check(`endpoint "${id}"`, steps, afterBefore)),
  ];
}

function takenNames(
  columns: readonly string[],
  { setup, before }: ClientPlan,
  endpoints: ResolvedTarget['endpoints'],
): readonly string[] {
  const captured = new Set(
    [...setup, ...before, ...endpoints.flatMap(({ steps }) => steps)].flatMap((r) => capturedBy([r])),
  );
  return [
    ...columns
      .filter((column) => builtinValues.includes(column))
      .map(
        (column) =>
          `the data file has a column "${column}", and every request has its own {${column}}; rename the column`,
      ),
    ...columns
      .filter((column) => captured.has(column))
      .map((column) => `"${column}" is a column of the data file and is captured as well; rename one of them`),
  ];
}

/** A name may be used in the requests after the one that captures it. */
function unknownNames(
  requests: readonly RequestTemplate[],
  given: readonly string[],
  { rows }: ClientPlan,
): readonly string[] {
  return requests.flatMap((request, index) => {
    const known = [...given, ...capturedBy(requests.slice(0, index))];
    const names = new Set(namesIn(request, rows.length > 0));
    return [...names]
      .filter((name) => !known.includes(name))
      .map((name) => {
        return `{${name}} of ${request.method} ${request.path} has no value (known: ${known.join(', ')}); write a value in its place, capture it, or name a column of "data"`;
      });
  });
}

/**
 * The names in a request. A body may have braces for other reasons (GraphQL, templates), so it is only checked when
 * there is a data file.
 */
function namesIn({ path, headers, body }: RequestTemplate, checksBody: boolean): readonly string[] {
  const text = checksBody && body !== null && 'text' in body ? body.text : '';
  return [path, ...Object.values(headers), text].flatMap(placeholdersOf);
}
