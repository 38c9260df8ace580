import path from 'node:path';
import type { AnalysisSettings } from '../model/analysis-settings.js';
import { HarnessError } from '../platform/harness-error.js';
import { createMask } from '../platform/secrets/create-mask.js';
import { secretsOfEnvironment } from '../platform/secrets/environment-secrets.js';
import { maskError } from '../platform/secrets/mask-error.js';
import { configDefaults } from './config-defaults.js';
import { configSchema, type ParsedConfig } from './config-schema.js';
import { secretsOfConfig } from './config-secrets.js';
import { deepFreeze } from './deep-freeze.js';
import { deriveSeed } from './derive-seed.js';
import { describeIssues } from './describe-issues.js';
import { endpointProblems } from './endpoint-problems.js';
import { environmentProblems } from './environment-problems.js';
import { invariantProblems } from './invariant-problems.js';
import { assertKnownMetrics } from './known-metrics.js';
import { longListProblems } from './long-lists.js';
import { maskTargetNames } from './mask-names.js';
import { mergeConfig } from './merge-config.js';
import { configInvalid, configThrows } from './messages.js';
import { placeholderProblems } from './placeholder-problems.js';
import { portProblems } from './port-problems.js';
import { probeProblems } from './resolve-probe.js';
import { ownServerProblems, resolveServices } from './resolve-services.js';
import { resolveTarget } from './resolve-target.js';
import type { ResolvedConfig, ResolvedTarget } from './resolved-config.js';
import { withDrivenInvariants } from './select-endpoints.js';
import type { UserConfig } from './user-config.js';

/** Where a configuration comes from, and what of the world around it counts. */
export interface ConfigContext {
  /** Absolute; null when the settings come from the command line or a program. */
  readonly configFile: string | null;
  /** Relative paths start at the configuration file's folder, or here when there is none. */
  readonly cwd: string;
  /** `DATABASE_URL` and `REDIS_URL` are read; of all others only what has to be masked. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * Checks what the user wrote (`overrides` from the command line go first), fills in every default and freezes the result.
 * Names and ids are masked here, once. Throws `CONFIG_INVALID` with all problems at once, or `UNKNOWN_METRIC`.
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
  // What the command line does not drive has no invariant to keep; a configuration that names it by itself is wrong.
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
