import type { z } from 'zod';
import type { AgentMode } from '../model/agent-protocol.js';
import type { AgentReading } from '../model/target.js';

/** What an agent has to be told before it begins. */
interface Injection {
  /** Where it dials in. */
  readonly socketPath: string;
  readonly mode: AgentMode;
}

/**
 * How Leakline gets into the processes of one runtime, and what it makes of their answers. Agents of every runtime speak the
 * protocol of `model/agent-protocol.ts`; only what they read differs.
 *
 * @typeParam Reading what its agent answers to `read` and `collect`.
 */
export interface RuntimeModule<Reading> {
  /**
   * Variables that put the agent into every process of the runtime in a tree.
   *
   * @param environment of the target. What the user set in a variable that is needed, stays in it.
   */
  inject(injection: Injection, environment: Readonly<Record<string, string>>): Readonly<Record<string, string>>;
  readonly readingSchema: z.ZodType<Reading>;
  toReading(told: Reading): AgentReading;
}
