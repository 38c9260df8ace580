import { unknownTarget } from './config-messages.js';
import type { ResolvedConfig } from './resolved-config.js';

/**
 * The configuration with only the targets of these names, or with all when no name is given.
 *
 * @throws HarnessError `USAGE` for a name that no target has.
 */
export function selectTargets(config: ResolvedConfig, names: readonly string[]): ResolvedConfig {
  if (names.length === 0) return config;
  const known = config.targets.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw unknownTarget(unknown, known);
  return Object.freeze({
    ...config,
    targets: Object.freeze(config.targets.filter(({ name }) => names.includes(name))),
  });
}
