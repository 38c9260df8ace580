import { limitSeconds, type RunOptions, runSource } from './commands.js';
import type { Expected, FaultCase } from './fault-case.js';
import type { Ground } from './ground.js';
import type { Command } from './running-command.js';
import { leakyServer } from './targets.js';

/** A case within the usual limit. */
export const fault = (
  name: string,
  expected: Expected,
  arrange: FaultCase['arrange'],
  more: Partial<FaultCase> = {},
): FaultCase => ({ name, expected, limitSeconds, arrange, ...more });

export const leaking: Expected = { exit: [1], verdict: 'leaking' };

/** A run of a service that leaks 1 KB a request. */
export const leaky = (ground: Ground, more: RunOptions = {}): Command => runSource(ground, leakyServer(), more);

/** Root may do everything; this user may not. */
export const asNobody: readonly string[] = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
