/** One reference. It is only valid while it is visited. */
export interface HeapEdge {
  readonly to: number;
  /** One of `context`, `property`, `element`, `internal`, `hidden`, `shortcut`. */
  type(): string;
  /** Name of the variable, property or slot. */
  name(): string;
}

/** Where a closure or an object's constructor begins. Line and column count from 1. */
interface HeapLocation {
  readonly scriptId: number;
  readonly line: number;
  readonly column: number;
}

/** A heap snapshot as a graph whose nodes are numbers from 0. Weak references are left out. */
export interface HeapGraph {
  readonly nodeCount: number;
  /** The id is the same in all snapshots of one process. Objects first seen by a later snapshot have higher ids. */
  id(node: number): number;
  /** One of `object`, `closure`, `array`, `string`, `native`, `hidden`, `code`, `synthetic`, … */
  type(node: number): string;
  name(node: number): string;
  selfSize(node: number): number;
  /** Bytes that would be freed together with this node. */
  retainedSize(node: number): number;
  /** The nearest node without which this one would be freed. The root's dominator is the root itself. */
  dominator(node: number): number;
  location(node: number): HeapLocation | null;
  forEachEdge(node: number, visit: (edge: HeapEdge) => void): void;
}
