import type { ReadingOf } from '../model/runtimes/reading-of.js';
import type { RuntimeKind } from '../model/runtimes/runtime-kind.js';
import type { AgentReading } from '../model/target.js';
import { nodeRuntime } from './node/runtime.js';
import { pythonRuntime } from './python/runtime.js';
import type { RuntimeModule } from './runtime-module.js';

/** All runtimes that Leakline has an agent for. */
export const runtimes: { readonly [Kind in RuntimeKind]: RuntimeModule<ReadingOf[Kind]> } = {
  node: nodeRuntime,
  python: pythonRuntime,
};

/** Translates an answer that the schema of its runtime let in. */
export const readingOf = <Kind extends RuntimeKind>(runtime: Kind, told: ReadingOf[Kind]): AgentReading =>
  runtimes[runtime].toReading(told);
