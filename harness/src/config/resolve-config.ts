import path from 'node:path';
import type { AnalysisSettings } from '../model/analysis-settings.js';
import { HarnessError } from '../platform/harness-error.js';
import { createMask } from '../platform/secrets/create-mask.js';
import { secretsOfEnvironment } from '../platform/secrets/environment-secrets.js';
import { maskError } from '../platform/secrets/mask-error.js';
import { configDefaults } from './config-defaults.js';
import { configInvalid, configThrows } from './config-messages.js';
import { configSchema, type ParsedConfig } from './config-schema.js';
import { secretsOfConfig } from './config-secrets.js';
import { describeIssues } from './describe-issues.js';
import { environmentProblems } from './env-references.js';
import { invariantProblems } from './invariant-problems.js';
import { assertKnownMetrics } from './known-metrics.js';
import { maskTargetNames } from './mask-names.js';
import { mergeConfig } from './merge-config.js';
import { placeholderProblems } from './placeholder-problems.js';
import { portProblems } from './port-problems.js';
import { probeProblems } from './resolve-probe.js';
import { ownServerProblems, resolveServices } from './resolve-services.js';
import { resolveTarget } from './resolve-target.js';
import type { ResolvedConfig, ResolvedTarget } from './resolved-config.js';
import { withDrivenInvariants } from './select-endpoints.js';
import type { UserConfig } from './user-config.js';

/** Where a configuration comes from, and the surroundings that count for it. */
export interface ConfigContext {
  /** An absolute path. Null when the settings come from the command line or a program. */
  readonly configFile: string | null;
  /** Relative paths start at the configuration file's folder, or here when there is no file. */
  readonly cwd: string;
  /**
   * The addresses of services are read from here (`DATABASE_URL`, `MYSQL_URL`, `REDIS_URL`). All other variables are
   * only searched for secrets to mask.
   */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * Checks what the user wrote, fills in every default and freezes the result. Names and ids are masked here and nowhere
 * else.
 *
 * @param user the configuration, not checked yet.
 * @param overrides settings from the command line, which go first.
 * @throws HarnessError `CONFIG_INVALID` with all problems at once, or `UNKNOWN_METRIC`
 */
export function resolveConfig(user: unknown, overrides: Partial<UserConfig>, context: ConfigContext): ResolvedConfig {
  try {
    return resolve(user, overrides, context);
  } catch (error) {
    throw maskError(error, createMask(secretsOfEnvironment(context.environment)));
  }
}

function resolve(user: unknown, overrides: Partial<UserConfig>, context: ConfigContext): ResolvedConfig {
  const config = readConfig(user, overrides, context.configFile);
  const baseFolder = context.configFile === null ? context.cwd : path.dirname(context.configFile);
  const configured = config.targets.map((target) => resolveTarget(target, config, baseFolder));
  // The command line may leave out endpoints, and the invariants that need them are dropped. In a configuration, an
  // invariant with an unknown endpoint is a mistake.
  const driven = overrides.endpoints === undefined ? configured : configured.map(withDrivenInvariants);
  const services = resolveServices(config, context.environment, baseFolder);
  const problems = [
    ...endpointProblems(driven),
    ...placeholderProblems(driven),
    ...invariantProblems(driven, services),
    ...probeProblems(driven),
    ...environmentProblems(driven, services),
    ...ownServerProblems(services),
    ...portProblems(driven, services),
  ];
  if (problems.length > 0) throw configInvalid(context.configFile, problems);
  const secrets = [...secretsOfEnvironment(context.environment), ...secretsOfConfig({ services, targets: driven })];
  const targets = maskTargetNames(driven, createMask(secrets));

  return deepFreeze({
    configFile: context.configFile,
    output: path.resolve(baseFolder, config.output ?? configDefaults.output),
    seed: config.seed ?? deriveSeed(targets.flatMap(({ name, endpoints }) => [name, ...endpoints.map(({ id }) => id)])),
    services,
    targets,
    requestTimeoutMs: config.requestTimeoutMs ?? configDefaults.requestTimeoutMs,
    diagnose: config.diagnose ?? configDefaults.diagnose,
    analysis: resolveAnalysis(config, driven),
  });
}

/** Problems that show only once every name is known: names used twice, and targets with nothing to drive. */
function endpointProblems(targets: readonly ResolvedTarget[]): readonly string[] {
  const names = targets.map(({ name }) => name);
  return [
    ...repeated(names).map((name) => `targets: the name "${name}" is given twice; each target needs its own`),
    ...targets.flatMap(problemsOfTarget),
  ];
}

function problemsOfTarget({ name, endpoints }: ResolvedTarget): readonly string[] {
  if (endpoints.length === 0) return [`target "${name}" has no endpoints; add endpoints: ['GET /path']`];
  return repeated(endpoints.map(({ id }) => id)).map(
    (id) => `target "${name}": the endpoint "${id}" is given twice; give one of them an "id" of its own`,
  );
}

function repeated(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}

/** No person and no program writes a longer list on purpose. Each item is checked and named when it is wrong. */
const longestList = 10_000;

/** Depth of targets, their endpoints, and the steps of those. */
const deepestList = 6;

/**
 * Lists that are too long to be checked, one line for each. They come from a mistake in the program that makes them.
 */
export function longListProblems(value: unknown, place = 'configuration', depth = 0): readonly string[] {
  if (typeof value !== 'object' || value === null || depth === deepestList) return [];
  if (Array.isArray(value) && value.length > longestList)
    return [`${place}: saw an array of ${value.length}; allowed: at most ${longestList} items`];
  return Object.entries(value).flatMap(([key, item]) => {
    const name = Array.isArray(value) ? `${place}[${key}]` : depth === 0 ? key : `${place}.${key}`;
    return longListProblems(item, name, depth + 1);
  });
}

/** FNV-1a, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/ */
const offsetBasis = 0x811c9dc5;
const prime = 0x01000193;

/**
 * The seed of a run that names none: a hash of the names of its targets and endpoints. So the same configuration
 * repeats the same plan, and a change of plan has a visible reason.
 */
export function deriveSeed(names: readonly string[]): number {
  let hash = offsetBasis;
  for (const byte of Buffer.from(names.join('\n'))) hash = Math.imul(hash ^ byte, prime);
  return hash >>> 0;
}

/** A configuration may be a program's object, whose fields are code that throws. */
function readConfig(user: unknown, overrides: Partial<UserConfig>, configFile: string | null): ParsedConfig {
  try {
    return parseConfig(mergeConfig(user, overrides), configFile);
  } catch (error) {
    if (error instanceof HarnessError) throw error;
    throw configThrows(configFile ?? 'given by the program', error, null);
  }
}

function parseConfig(config: unknown, configFile: string | null): ParsedConfig {
  const tooLong = longListProblems(config);
  if (tooLong.length > 0) throw configInvalid(configFile, tooLong);
  const parsed = configSchema.safeParse(config);
  if (!parsed.success) throw configInvalid(configFile, describeIssues(parsed.error.issues, config));
  return parsed.data;
}

function resolveBudget(seconds: number | undefined): Pick<AnalysisSettings, 'budgetMs' | 'longestBudgetMs'> {
  if (seconds !== undefined) return { budgetMs: seconds * 1000 };
  return { budgetMs: configDefaults.budgetSeconds * 1000, longestBudgetMs: configDefaults.longestBudgetSeconds * 1000 };
}

function resolveAnalysis(
  { tolerances = {}, metrics = [], budget, connections, strict, ignore = [] }: ParsedConfig,
  targets: readonly ResolvedTarget[],
): AnalysisSettings {
  const probes = targets.flatMap((target) => target.probes);
  assertKnownMetrics(Object.keys(tolerances), probes, 'tolerances');
  assertKnownMetrics(metrics, probes, 'metrics');
  const ofProbes = probes.flatMap(({ metric, tolerance }) => (tolerance === null ? [] : [[metric, tolerance]]));
  return {
    tolerances: { ...Object.fromEntries(ofProbes), ...tolerances },
    requiredMetrics: [...new Set(metrics)],
    ...resolveBudget(budget?.seconds),
    connections: connections ?? configDefaults.connections,
    strict: strict ?? configDefaults.strict,
    ...(connections === undefined ? { widestConnections: configDefaults.widestConnections } : {}),
    ignore: ignore.map(({ fingerprint, reason, until }) => ({ fingerprint, reason, until: until ?? null })),
  };
}

/** Freezes a value of plain objects and arrays with everything in it. */
function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const part of Object.values(value)) deepFreeze(part);
  return Object.freeze(value);
}
