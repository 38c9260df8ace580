import type { ExpectedNumber } from '../model/invariant.js';
import { unknownEndpoint } from './config-messages.js';
import type { ResolvedConfig, ResolvedEndpoint, ResolvedTarget } from './resolved-config.js';

const isNamed = ({ id, writtenId }: ResolvedEndpoint, name: string): boolean => id === name || writtenId === name;

/**
 * The configuration with only the endpoints of these ids, as written or as shown in reports.
 *
 * @throws HarnessError `UNKNOWN_ENDPOINT` for an id that no target has.
 */
export function selectEndpoints(config: ResolvedConfig, ids: readonly string[]): ResolvedConfig {
  const endpoints = config.targets.flatMap((target) => target.endpoints);
  const unknown = ids.find((id) => !endpoints.some((endpoint) => isNamed(endpoint, id)));
  if (unknown !== undefined) throw unknownEndpoint(unknown, [...new Set(endpoints.map(({ id }) => id))]);
  const targets = config.targets.map((target) => keepEndpoints(target, ids));
  return Object.freeze({ ...config, targets: Object.freeze(targets.filter(({ endpoints }) => endpoints.length > 0)) });
}

function keepEndpoints(target: ResolvedTarget, ids: readonly string[]): ResolvedTarget {
  const endpoints = target.endpoints.filter((endpoint) => ids.some((id) => isNamed(endpoint, id)));
  return Object.freeze({ ...withDrivenInvariants({ ...target, endpoints }), endpoints: Object.freeze(endpoints) });
}

/** The target without invariants that count requests to endpoints that are not in this run. */
export function withDrivenInvariants(target: ResolvedTarget): ResolvedTarget {
  const ids = target.endpoints.map(({ id }) => id);
  const invariants = target.invariants.filter(({ expected }) => isDriven(expected, ids));
  return { ...target, invariants: Object.freeze(invariants) };
}

/** An invariant can only be compared if all of its endpoints are driven. */
const isDriven = (expected: ExpectedNumber, ids: readonly string[]): boolean =>
  expected.kind === 'constant' || expected.endpoints.every((endpoint) => ids.includes(endpoint));
