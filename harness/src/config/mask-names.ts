import type { ExpectedNumber } from '../model/invariant.js';
import type { Mask } from '../platform/secrets/create-mask.js';
import type { ResolvedEndpoint, ResolvedTarget } from './resolved-config.js';

/** Masks secrets in names and keeps the names unique. Names that differed only in a secret get a number. */
function maskNames(names: readonly string[], mask: Mask): readonly string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const masked = mask.identity(name);
    let unique = masked;
    for (let count = 2; taken.has(unique); count++) unique = `${masked} (${count})`;
    taken.add(unique);
    return unique;
  });
}

function maskExpected(expected: ExpectedNumber, endpoints: readonly ResolvedEndpoint[]): ExpectedNumber {
  if (expected.kind === 'constant') return expected;
  const idOf = (written: string): string => endpoints.find(({ writtenId }) => writtenId === written)?.id ?? written;
  return { ...expected, endpoints: expected.endpoints.map(idOf) };
}

function maskTarget(target: ResolvedTarget, name: string, mask: Mask): ResolvedTarget {
  const ids = maskNames(
    target.endpoints.map(({ id }) => id),
    mask,
  );
  const endpoints = target.endpoints.map((endpoint, index) => ({ ...endpoint, id: ids[index] ?? endpoint.id }));
  const named = maskNames(
    target.invariants.map((invariant) => invariant.name),
    mask,
  );
  const invariants = target.invariants.map((invariant, index) => ({
    ...invariant,
    name: named[index] ?? invariant.name,
    expected: maskExpected(invariant.expected, endpoints),
  }));
  return { ...target, name, endpoints, invariants };
}

/**
 * Masks the names of targets, and those of their endpoints and invariants, so that reports can show them. This is the
 * only place that does so.
 */
export function maskTargetNames(targets: readonly ResolvedTarget[], mask: Mask): readonly ResolvedTarget[] {
  const names = maskNames(
    targets.map(({ name }) => name),
    mask,
  );
  return targets.map((target, index) => maskTarget(target, names[index] ?? target.name, mask));
}
