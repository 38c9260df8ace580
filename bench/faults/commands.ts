import type { Ground } from './ground.js';
import type { Command } from './running-command.js';
import { leakyServer } from './targets.js';

/** Enough for a leak of 1 KB and for a clean proof of one endpoint; more is wanted beside busy processes. */
export const budgetSeconds = Number(process.env.BUDGET_SECONDS ?? 30);
/** A run may be late by so much: services, readiness, a last wait, the second pass, the report. */
const lateSeconds = 30;
export const limitSeconds = budgetSeconds + lateSeconds;

export interface RunOptions {
  readonly paths?: readonly string[];
  readonly options?: readonly string[];
  readonly node?: readonly string[];
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly before?: string;
  readonly through?: readonly string[];
}

/** `leakline run` of one source. */
export function runSource(ground: Ground, source: string, more: RunOptions = {}): Command {
  const { paths = ['/a'], options = ['--diagnose', 'never'], node = [], ...rest } = more;
  const program = ground.write('server.cjs', source);
  const endpoints = paths.flatMap((each) => ['--get', each]);
  const args = ['run', '--budget', String(budgetSeconds), ...options, ...endpoints, '--', 'node', ...node, program];
  return { args, ...rest };
}

/** `leakline run` of a configuration, as JavaScript that may say anything. */
export function runConfig(
  ground: Ground,
  config: string,
  more: Omit<Command, 'args'> & { options?: readonly string[] } = {},
): Command {
  const { options = [], ...rest } = more;
  ground.write('leakline.config.mjs', config);
  return { args: ['run', ...options], ...rest };
}

/** A run of a service that leaks 1 KB a request. */
export const leaky = (ground: Ground, more: RunOptions = {}): Command => runSource(ground, leakyServer(), more);

/** Root may do everything; this user may not. */
export const asNobody: readonly string[] = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
