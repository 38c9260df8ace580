import type { z } from 'zod';
import type { AgentMode } from '../model/agent-protocol.js';
import type { AgentReading } from '../model/target.js';
import type { Door, DoorPlace } from './door.js';

/** What an agent has to know before it begins. */
interface Injection {
  /** The socket that the agent connects to. */
  readonly socketPath: string;
  readonly mode: AgentMode;
}

interface Readable<Reading> {
  readonly readingSchema: z.ZodType<Reading>;
  toReading(told: Reading): AgentReading;
}

/**
 * How Leakline puts its agent into the processes of one runtime, and how it reads their answers. The agents of all
 * runtimes speak the protocol of `model/agent-protocol.ts`. They differ only in what they read.
 *
 * @typeParam Reading what the agent answers to `read` and `collect`.
 */
export interface AgentRuntime<Reading> extends Readable<Reading> {
  /**
   * The variables that put the agent into every process of this runtime in a tree.
   *
   * @param environment the target's environment. Where the user has set a needed variable, its value is kept and
   *   extended.
   */
  inject(injection: Injection, environment: Readonly<Record<string, string>>): Readonly<Record<string, string>>;
}

/** How Leakline reads the processes of a runtime from outside, by a door that the runtime has itself. */
export interface DoorRuntime<Reading> extends Readable<Reading> {
  /** Whether a process is of this runtime. */
  isOf(pid: number): boolean;
  /** The variables that make the runtime keep what a door is asked for. */
  environment(mode: AgentMode, environment: Readonly<Record<string, string>>): Readonly<Record<string, string>>;
  /**
   * Opens the door of each process of this runtime. There is at least one.
   *
   * @throws HarnessError `DOOR_SHUT`
   */
  openDoors(place: DoorPlace): Promise<readonly Door<Reading>[]>;
}

/** How the processes of one runtime are read. */
export type RuntimeModule<Reading> = AgentRuntime<Reading> | DoorRuntime<Reading>;
