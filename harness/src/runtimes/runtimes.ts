import type { ReadingOf } from '../model/runtimes/reading-of.js';
import type { RuntimeKind } from '../model/runtimes/runtime-kind.js';
import { nodeRuntime } from './node/runtime.js';
import type { RuntimeModule } from './runtime-module.js';

/** All runtimes that Leakline has an agent for. */
export const runtimes: { readonly [Kind in RuntimeKind]: RuntimeModule<ReadingOf[Kind]> } = { node: nodeRuntime };
