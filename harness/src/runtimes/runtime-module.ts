import type { Duplex } from 'node:stream';
import type { z } from 'zod';
import type { AgentMode } from '../model/agent-protocol.js';
import type { AgentReading } from '../model/target.js';
import type { Door, DoorPlace } from './door.js';

/** What an agent has to know before it begins. */
interface Injection {
  /** The socket that the agent connects to, by the path that its process sees. */
  readonly socketPath: string;
  readonly mode: AgentMode;
}

interface Readable<Reading> {
  readonly readingSchema: z.ZodType<Reading>;
  toReading(told: Reading): AgentReading;
}

/** A process that runs already, and how we reach it. */
export interface RunningProcess {
  /** As we see it. In a pid namespace of its own the process has another one. */
  readonly pid: number;
  /** The name of its target, for messages. */
  readonly target: string;
  /** Opens a connection to a port of the process's own loopback interface. */
  dial(port: number): Duplex;
}

/** How an agent gets into a process that runs already. */
export interface RuntimeAttach {
  /** Whether the process is a program of this runtime that is worth measuring. */
  recognises(pid: number): boolean;
  /**
   * Puts the agent into the process. The agent then connects to the socket, and leaves when that connection ends.
   *
   * @throws HarnessError `ATTACH_FAILED`, `ATTACH_REFUSED`
   */
  enter(process: RunningProcess, injection: Injection & { readonly countsAnswers: boolean }): Promise<void>;
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
  /** Null where the agent cannot be put into a process that runs already. */
  readonly attach: RuntimeAttach | null;
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
