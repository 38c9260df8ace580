import type { UserConfig } from './user-config.js';

/** Settings whose parts are overridden one by one. An override of any other setting replaces the whole setting. */
const mergedByPart: readonly string[] = ['tolerances', 'budget', 'budgets', 'services', 'headers'];

/** Settings that a target may have itself, instead of the shared ones. */
const ownOfTargets = ['endpoints', 'setup', 'before', 'teardown', 'cookies', 'data'] as const;

/**
 * Applies overrides to a configuration that has not been checked yet. An override of `undefined` changes nothing. All
 * others also replace the settings of single targets.
 */
export function mergeConfig(user: unknown, overrides: Partial<UserConfig>): unknown {
  if (!isObject(user)) return user;
  const given = Object.entries(overrides).filter(([, value]) => value !== undefined);
  const merged = given.map(([key, value]): [string, unknown] => {
    const below = user[key];
    const isMerged = mergedByPart.includes(key) && isObject(below) && isObject(value);
    return [key, isMerged ? { ...below, ...value } : value];
  });
  return { ...user, targets: overrideTargets(user.targets, overrides), ...Object.fromEntries(merged) };
}

/** If `targets` is not a list, it is left as it is, and the schema reports it. */
function overrideTargets(targets: unknown, overrides: Partial<UserConfig>): unknown {
  if (!Array.isArray(targets)) return targets;
  const replaced: readonly string[] = ownOfTargets.filter((key) => overrides[key] !== undefined);
  return targets.map((target: unknown) => {
    if (!isObject(target)) return target;
    const kept = Object.fromEntries(Object.entries(target).filter(([key]) => !replaced.includes(key)));
    if (overrides.headers === undefined || !isObject(target.headers)) return kept;
    return { ...kept, headers: { ...target.headers, ...overrides.headers } };
  });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
