import type { WantedServices } from '../model/services/service-options.js';
import { referenceProblems } from './env-references.js';
import type { ResolvedTarget } from './resolved-config.js';

/** Names in the variables of targets that nobody can fill in. */
export function environmentProblems(targets: readonly ResolvedTarget[], services: WantedServices): readonly string[] {
  return targets.flatMap(({ name, launch }) => {
    if (launch.kind !== 'spawn') return [];
    return Object.entries(launch.env).flatMap(([variable, value]) =>
      referenceProblems(value, (kind) => services[kind] !== null).map(
        (problem) => `target "${name}", env ${variable}: ${problem}`,
      ),
    );
  });
}
