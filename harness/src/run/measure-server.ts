import { resolveConfig } from '../config/resolve-config.js';
import type { UserConfig, UserEndpoint, UserTarget } from '../config/user-config.js';
import type { TargetResult } from '../model/result.js';
import type { RunningService } from '../model/service.js';
import type { WantedServices } from '../model/services/service-options.js';
import { isFailureCode } from '../platform/harness-error.js';
import { withMaskedErrors } from '../platform/secrets/mask-error.js';
import { withCode } from '../report/format/coded-message.js';
import { createHtmlReporter } from '../report/html-reporter.js';
import type { Reporter } from '../report/reporter.js';
import { runLeakline } from './run.js';
import { createRunMask } from './run-mask.js';
import { noTargetMeasured } from './run-messages.js';

/** A service that a test measures: how to start it, and which services it needs. */
export type ServerDefinition = Omit<UserTarget, 'name' | 'expect' | 'endpoints'> & {
  readonly name?: string;
  readonly services?: UserConfig['services'];
};

/** Options of one measurement. All of them but `endpoints` have the defaults of a configuration file. */
export type MeasureOptions = Pick<
  UserConfig,
  | 'tolerances'
  | 'metrics'
  | 'budget'
  | 'budgets'
  | 'invariants'
  | 'connections'
  | 'strict'
  | 'requestTimeoutMs'
  | 'seed'
  | 'ignore'
  | 'diagnose'
  | 'output'
> & {
  readonly endpoints: readonly UserEndpoint[];
};

/** Lends running services to a measurement, so that a suite does not start a database for each test. */
export type LendServices = (wanted: Partial<WantedServices>) => Promise<readonly RunningService[]>;

export interface MeasureContext {
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
  readonly reporter?: Reporter;
  readonly lendServices?: LendServices;
}

/** Returns its argument, and gives it a type. Defines a service for `measureLeaks` and the chai assertion. */
export const defineServer = (server: ServerDefinition): ServerDefinition => server;

/**
 * Measures one service and returns its result. `expect(server).to.not.leak()` calls this function; it works with any
 * test runner. Files, the HTML report among them, are written only when `options.output` names a folder.
 *
 * @throws HarnessError when the options are wrong, a service cannot be had, or `output` cannot be written. The failure
 *   of a target is in the result.
 */
export async function measureLeaks(
  server: ServerDefinition,
  options: MeasureOptions,
  context: MeasureContext = { cwd: process.cwd(), environment: process.env },
): Promise<TargetResult> {
  try {
    return await measure(server, options, context);
  } catch (error) {
    throw withCode(error);
  }
}

async function measure(
  server: ServerDefinition,
  options: MeasureOptions,
  context: MeasureContext,
): Promise<TargetResult> {
  const { services, name = 'server', ...target } = server;
  const user: UserConfig = {
    ...options,
    targets: [{ ...target, name }],
    ...(services === undefined ? {} : { services }),
  };
  const config = resolveConfig(user, {}, { configFile: null, cwd: context.cwd, environment: context.environment });
  const mask = createRunMask(config, context.environment);
  const lent = await withMaskedErrors(mask, async () => context.lendServices?.(config.services));
  const result = await runLeakline(config, {
    reporter: context.reporter ?? createHtmlReporter(),
    environment: context.environment,
    // Without files the HTML reporter writes no page either.
    writesFiles: options.output !== undefined,
    ...(context.signal === undefined ? {} : { signal: context.signal }),
    ...(lent === undefined ? {} : { services: lent }),
  });
  const [measured] = result.targets;
  const failures = result.warnings.filter(({ code }) => isFailureCode(code));
  if (measured === undefined || failures.length > 0) throw noTargetMeasured(failures);
  return measured;
}
