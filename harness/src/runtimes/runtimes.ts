import type { ReadingOf } from '../model/runtimes/reading-of.js';
import { type RuntimeKind, runtimeKinds } from '../model/runtimes/runtime-kind.js';
import type { AgentReading } from '../model/target.js';
import { goRuntime } from './go/runtime.js';
import { jvmRuntime } from './jvm/runtime.js';
import { nodeRuntime } from './node/runtime.js';
import { pythonRuntime } from './python/runtime.js';
import type { AgentRuntime, DoorRuntime, RuntimeModule } from './runtime-module.js';

/** All runtimes whose heap Leakline can read. */
export const runtimes: { readonly [Kind in RuntimeKind]: RuntimeModule<ReadingOf[Kind]> } = {
  node: nodeRuntime,
  python: pythonRuntime,
  go: goRuntime,
  jvm: jvmRuntime,
};

/** Those that carry an agent. */
export const agentRuntimes: readonly AgentRuntime<never>[] = Object.values(runtimes).flatMap((runtime) =>
  'inject' in runtime ? [runtime as AgentRuntime<never>] : [],
);

/** The runtime with a door that one of these processes is of. Null for none. */
export const runtimeWithDoor = (pids: readonly number[]): RuntimeKind | null =>
  runtimeKinds.find((kind) => pids.some((pid) => doorOf(kind)?.isOf(pid))) ?? null;

/** How a runtime is read from outside. Null for one that carries an agent. */
export function doorOf(runtime: RuntimeKind): DoorRuntime<ReadingOf[RuntimeKind]> | null {
  const module = runtimes[runtime];
  return 'openDoors' in module ? (module as DoorRuntime<ReadingOf[RuntimeKind]>) : null;
}

/** Translates an answer that the schema of its runtime let in. */
export const readingOf = <Kind extends RuntimeKind>(runtime: Kind, told: ReadingOf[Kind]): AgentReading =>
  runtimes[runtime].toReading(told);
