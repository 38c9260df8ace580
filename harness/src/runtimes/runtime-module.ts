import type { z } from 'zod';
import type { AgentMode } from '../model/agent-protocol.js';
import type { AgentReading } from '../model/target.js';

/** What an agent has to know before it begins. */
interface Injection {
  /** The socket that the agent connects to. */
  readonly socketPath: string;
  readonly mode: AgentMode;
}

/**
 * How Leakline puts its agent into the processes of one runtime, and how it reads their answers. The agents of all
 * runtimes speak the protocol of `model/agent-protocol.ts`. They differ only in what they read.
 *
 * @typeParam Reading what the agent answers to `read` and `collect`.
 */
export interface RuntimeModule<Reading> {
  /**
   * The variables that put the agent into every process of this runtime in a tree.
   *
   * @param environment the target's environment. Where the user has set a needed variable, its value is kept and
   *   extended.
   */
  inject(injection: Injection, environment: Readonly<Record<string, string>>): Readonly<Record<string, string>>;
  readonly readingSchema: z.ZodType<Reading>;
  toReading(told: Reading): AgentReading;
}
