import type { NodeReading } from './node/reading.js';

/** What the agent of each runtime answers to `read` and `collect`. */
export interface ReadingOf {
  readonly node: NodeReading;
}
