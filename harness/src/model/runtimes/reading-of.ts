import type { GoReading } from './go/reading.js';
import type { JvmReading } from './jvm/reading.js';
import type { NodeReading } from './node/reading.js';
import type { PythonReading } from './python/reading.js';
import type { RuntimeKind } from './runtime-kind.js';

/** What the agent or the door of each runtime answers to `read` and `collect`. */
export interface ReadingOf {
  readonly node: NodeReading;
  readonly python: PythonReading;
  readonly go: GoReading;
  readonly jvm: JvmReading;
}

/** What an agent answered, with the runtime that it is in. */
interface Told {
  readonly runtime: RuntimeKind;
  readonly told: ReadingOf[RuntimeKind];
}

/**
 * The answer of an agent in a process of this runtime.
 *
 * @throws TypeError when the process is of another runtime.
 */
export function toldBy<Kind extends RuntimeKind>(kind: Kind, { runtime, told }: Told): ReadingOf[Kind] {
  if (runtime !== kind) throw new TypeError(`the reading is of ${runtime}, not of ${kind}`);
  return told as ReadingOf[Kind];
}
