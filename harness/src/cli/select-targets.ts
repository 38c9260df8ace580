import { HarnessError, type ResolvedConfig } from '../index.js';

/**
 * The configuration with only the targets of these names; all when none is named.
 *
 * @throws HarnessError `USAGE` for a name that the configuration does not have.
 */
export function selectTargets(config: ResolvedConfig, names: readonly string[]): ResolvedConfig {
  const known = config.targets.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new HarnessError(
      'USAGE',
      `There is no target named "${unknown}". The configuration has: ${known.join(', ')}.`,
    );
  }
  return names.length === 0
    ? config
    : { ...config, targets: config.targets.filter(({ name }) => names.includes(name)) };
}
