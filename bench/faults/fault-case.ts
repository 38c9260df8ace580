import type { ErrorCode, Verdict } from 'leakline';
import { limitSeconds } from './commands.js';
import type { Ground } from './ground.js';
import type { Command, RunningCommand } from './running-command.js';

/** What has to come out of one case. What holds for all cases is in `judge-case.ts`. */
export interface Expected {
  /** Exit codes that are right; a signal's name where Leakline itself is killed. */
  readonly exit: readonly (number | NodeJS.Signals)[];
  /** Verdict of the first target in `result.json`. */
  readonly verdict?: Verdict;
  /** In brackets on the terminal, or in `result.json`. */
  readonly code?: ErrorCode;
  /** In stdout or stderr. */
  readonly says?: RegExp;
  /** Must not be in stdout or stderr. */
  readonly saysNot?: RegExp;
}

/** One fault, and what is right then. */
export interface FaultCase {
  readonly name: string;
  readonly expected: Expected;
  /** The run has to end within this. */
  readonly limitSeconds: number;
  /** Makes files and servers, and tells what to run. */
  readonly arrange: (ground: Ground) => Command | Promise<Command>;
  /** What is done while it runs. */
  readonly disturb?: (running: RunningCommand, ground: Ground) => Promise<void>;
  /** Anything else that has to hold afterwards; gives what is wrong. */
  readonly inspect?: (ground: Ground) => Promise<string | null> | string | null;
}

export const leaking: Expected = { exit: [1], verdict: 'leaking' };

/** A case within the usual limit. */
export const fault = (
  name: string,
  expected: Expected,
  arrange: FaultCase['arrange'],
  more: Partial<FaultCase> = {},
): FaultCase => ({ name, expected, limitSeconds, arrange, ...more });

/** Whether a leak, or that there is none, has to be told. */
export const isDetection = ({ expected }: FaultCase): boolean =>
  expected.verdict === 'leaking' || expected.verdict === 'clean';

export interface FaultGroup {
  readonly title: string;
  readonly cases: readonly FaultCase[];
}
