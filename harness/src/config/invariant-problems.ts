import type { WantedServices } from '../model/services/service-options.js';
import { didYouMean } from '../platform/text/did-you-mean.js';
import type { ResolvedInvariant, ResolvedTarget } from './resolved-config.js';

/** Problems of invariants that show only once endpoints and services are known. */
export function invariantProblems(targets: readonly ResolvedTarget[], services: WantedServices): readonly string[] {
  return targets.flatMap((target) => [
    ...repeatedNames(target),
    ...target.invariants.flatMap((invariant) => problemsOf(target, invariant, services)),
  ]);
}

const place = ({ name }: ResolvedTarget, invariant: string): string => `target "${name}", invariant "${invariant}"`;

function repeatedNames(target: ResolvedTarget): readonly string[] {
  const names = target.invariants.map(({ name }) => name);
  const repeated = [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
  return repeated.map((name) => `${place(target, name)}: the name is given twice; each needs its own`);
}

function problemsOf(
  target: ResolvedTarget,
  { name, source, expected }: ResolvedInvariant,
  services: WantedServices,
): readonly string[] {
  const at = place(target, name);
  const missing =
    source !== 'shell' && services[source] === null
      ? [`${at}: asks ${source}, which is not among "services"; add services: { ${source}: true }`]
      : [];
  if (expected.kind === 'constant') return missing;
  const known = target.endpoints.map(({ id }) => id);
  const unknown = expected.endpoints.filter((endpoint) => !known.includes(endpoint));
  return [
    ...missing,
    ...unknown.map((endpoint) => `${at}: no endpoint "${endpoint}"; ${didYouMean(endpoint, known, 'the target has')}`),
  ];
}
