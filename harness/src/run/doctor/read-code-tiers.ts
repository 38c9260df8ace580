import { execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import type { CodeTiers } from '../../model/doctor.js';
import { steadyCodeProofPath } from '../../platform/package-paths.js';

/** Which code V8 makes of a hot function with and without the agent's switches, and which switches it does not know. */
export interface CodeFacts {
  readonly steady: CodeTiers;
  readonly asItComes: CodeTiers;
  readonly unknownFlags: readonly string[];
}

interface Surroundings {
  readonly environment: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

async function watchTiers(how: 'steady' | 'as-it-comes', { environment, signal }: Surroundings): Promise<CodeTiers> {
  const child = fork(steadyCodeProofPath, [how], { env: environment, execArgv: [], signal, silent: true });
  const told = once(child, 'message', { signal });
  const ended = once(child, 'exit', { signal }).then(([code]) => {
    throw new Error(`the program that shows V8's code ended with ${code}`);
  });
  ended.catch(() => undefined);
  const [tiers] = await Promise.race([told, ended]);
  return tiers as CodeTiers;
}

/** The switches that V8 does not know. V8 ignores them silently, so its own list of options is read. */
async function listUnknown(
  flags: readonly string[],
  { environment, signal }: Surroundings,
): Promise<readonly string[]> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--v8-options'], { env: environment, signal });
  const known = new Set([...stdout.matchAll(/^ +--([a-z0-9-]+) \(/gm)].map(([, name]) => name));
  return flags.filter((flag) => !known.has(flag.replace(/^--(no-)?/, '')));
}

/** Runs a hot function in short-lived processes of this Node.js. */
export async function readCodeTiers(
  environment: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<CodeFacts> {
  const surroundings = { environment, signal };
  // One after the other, because each needs a processor for a while.
  const steady = await watchTiers('steady', surroundings);
  const asItComes = await watchTiers('as-it-comes', surroundings);
  return { steady, asItComes, unknownFlags: await listUnknown(steady.flags, surroundings) };
}
