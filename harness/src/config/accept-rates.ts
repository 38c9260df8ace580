import type { BaselineEndpoint } from '../model/baseline.js';
import { maskPatterns } from '../platform/secrets/patterns.js';
import type { ResolvedConfig } from './resolved-config.js';

/** A baseline by the ids that reports show; it may name endpoints as they were written, before ids were masked. */
export function withShownIds(
  config: ResolvedConfig,
  accepted: readonly BaselineEndpoint[],
): readonly BaselineEndpoint[] {
  const endpoints = config.targets.flatMap((target) => target.endpoints);
  const shownAs = ({ endpoint }: BaselineEndpoint): string =>
    endpoints.find(({ writtenId }) => writtenId === endpoint)?.id ?? maskPatterns(endpoint);
  return accepted.map((each) => ({ ...each, endpoint: shownAs(each) }));
}

/** The settings with accepted rates. */
export const acceptRates = (config: ResolvedConfig, accepted: readonly BaselineEndpoint[]): ResolvedConfig => ({
  ...config,
  analysis: { ...config.analysis, baseline: withShownIds(config, accepted) },
});
