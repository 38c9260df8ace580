import type { UserConfig } from './user-config.js';

/** Settings whose parts are overridden one by one; of all others the override replaces the whole. */
const mergedByPart: readonly string[] = ['tolerances', 'budget', 'budgets', 'services'];

/**
 * Lays `overrides` over a configuration that has not been checked yet. An override of `undefined` says nothing; endpoints
 * also replace those that targets have of their own.
 */
export function mergeConfig(user: unknown, overrides: Partial<UserConfig>): unknown {
  if (!isObject(user)) return user;
  const given = Object.entries(overrides).filter(([, value]) => value !== undefined);
  const merged = given.map(([key, value]): [string, unknown] => {
    const below = user[key];
    const isMerged = mergedByPart.includes(key) && isObject(below) && isObject(value);
    return [key, isMerged ? { ...below, ...value } : value];
  });
  const targets = overrides.endpoints === undefined ? {} : { targets: withoutEndpoints(user.targets) };
  return { ...user, ...targets, ...Object.fromEntries(merged) };
}

/** What is no list of targets is left to the schema to complain about. */
function withoutEndpoints(targets: unknown): unknown {
  if (!Array.isArray(targets)) return targets;
  return targets.map((target: unknown) => {
    if (!isObject(target)) return target;
    const { endpoints: _replaced, ...rest } = target;
    return rest;
  });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
