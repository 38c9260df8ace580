import type { ResolvedTarget } from './resolved-config.js';

/** What only shows once every name is known: names used twice, and targets with nothing to drive. */
export function endpointProblems(targets: readonly ResolvedTarget[]): readonly string[] {
  const names = targets.map(({ name }) => name);
  return [
    ...repeated(names).map((name) => `targets: the name "${name}" is given twice; each target needs its own`),
    ...targets.flatMap(problemsOfTarget),
  ];
}

function problemsOfTarget({ name, endpoints }: ResolvedTarget): readonly string[] {
  if (endpoints.length === 0) return [`target "${name}" has no endpoints; add endpoints: ['GET /path']`];
  return repeated(endpoints.map(({ id }) => id)).map(
    (id) => `target "${name}": the endpoint "${id}" is given twice; give one of them an "id" of its own`,
  );
}

function repeated(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}
