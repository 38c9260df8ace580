import type { BaselineEndpoint } from '../model/baseline.js';
import { maskPatterns } from '../platform/secrets/patterns.js';
import type { ResolvedConfig } from './resolved-config.js';

/**
 * Puts the ids that reports show into a baseline. A baseline may name endpoints by the ids that were written, before
 * they were masked.
 */
export function withShownIds(
  config: ResolvedConfig,
  accepted: readonly BaselineEndpoint[],
): readonly BaselineEndpoint[] {
  const endpoints = config.targets.flatMap((target) => target.endpoints);
  const shownAs = ({ endpoint }: BaselineEndpoint): string =>
    endpoints.find(({ writtenId }) => writtenId === endpoint)?.id ?? maskPatterns(endpoint);
  return accepted.map((each) => ({ ...each, endpoint: shownAs(each) }));
}

/** Adds accepted rates to the settings. */
export const acceptRates = (config: ResolvedConfig, accepted: readonly BaselineEndpoint[]): ResolvedConfig => ({
  ...config,
  analysis: { ...config.analysis, baseline: withShownIds(config, accepted) },
});
