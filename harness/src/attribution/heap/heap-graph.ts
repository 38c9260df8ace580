/** One reference, as a view that is only valid while it is visited. */
export interface HeapEdge {
  readonly to: number;
  /** `context`, `property`, `element`, `internal`, `hidden`, `shortcut`. */
  type(): string;
  /** Variable, property or slot. */
  name(): string;
}

/** Where a closure or an object's constructor begins. Line and column count from 1. */
interface HeapLocation {
  readonly scriptId: number;
  readonly line: number;
  readonly column: number;
}

/** A heap snapshot as a graph: nodes are numbers from 0. Weak references are left out. */
export interface HeapGraph {
  readonly nodeCount: number;
  /** Stable between snapshots of one process; objects first seen by a later snapshot have higher ones. */
  id(node: number): number;
  /** `object`, `closure`, `array`, `string`, `native`, `hidden`, `code`, `synthetic`, … */
  type(node: number): string;
  name(node: number): string;
  selfSize(node: number): number;
  /** Bytes that would be freed with it. */
  retainedSize(node: number): number;
  /** The nearest node without which it would be freed; the root's is itself. */
  dominator(node: number): number;
  location(node: number): HeapLocation | null;
  forEachEdge(node: number, visit: (edge: HeapEdge) => void): void;
}
