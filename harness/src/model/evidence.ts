import type { MetricId } from './metrics.js';

/** What a living thing inside the target is. */
export type ResourceKind =
  | 'socket'
  | 'file'
  | 'timeout'
  | 'interval'
  | 'listener'
  | 'child'
  | 'worker'
  | 'server'
  | 'pool-client'
  | 'transaction'
  | 'array-buffer';

/** One frame of a stack as V8 saw it, before source maps. Lines and columns count from 1. */
export interface RawFrame {
  readonly functionName: string | null;
  /** Absolute path, `file:` URL or `node:` name. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The frames below it lie on the other side of an `await`. */
  readonly isAsync: boolean;
}

/** Things of one kind, created at one place since the agent was told to watch, and still alive. */
export interface OriginEvidence {
  readonly kind: ResourceKind;
  readonly pid: number;
  /** Innermost frame first; Leakline's own frames are left out. */
  readonly stack: readonly RawFrame[];
  readonly alive: number;
  /** Created there since watching began, dead ones included. */
  readonly created: number;
  /** Age of the oldest living one. */
  readonly oldestMs: number;
  /** What tells them apart, a few examples: `127.0.0.1:5432`, a path, `message on EventEmitter`, the last query. */
  readonly details: readonly string[];
  /** Local ports of living sockets, to find them in the server's own list; at most 50. */
  readonly localPorts: readonly number[];
}

/** Bytes that survived from one allocation site, by V8's sampling heap profiler between two collections. */
export interface AllocationEvidence {
  readonly pid: number;
  readonly stack: readonly RawFrame[];
  readonly survivingBytes: number;
  readonly survivingCount: number;
}

/** One link of the chain that holds an object: `module apps/x.js`, `seen: Map`, `[[entries]]`. */
export interface RetainerLink {
  /** How the holder holds it: a property, variable or internal slot name. */
  readonly edge: string;
  /** Class of what is held, e.g. `Map`, `Object`, `system / Context`. */
  readonly className: string;
  /** Script and line of a closure's context or function, where the snapshot knows them; else null. */
  readonly place: { readonly file: string; readonly line: number; readonly column: number } | null;
}

/** A kind of object that grew in every snapshot, with the chain that holds its newest members. */
export interface GrowthEvidence {
  readonly pid: number;
  readonly className: string;
  /** Objects and bytes added per request between the first and the last snapshot. */
  readonly countPerRequest: number;
  readonly retainedBytesPerRequest: number;
  /** From the garbage collector's root to the object; shortest path. */
  readonly retainers: readonly RetainerLink[];
}

/** What the instrumented second pass saw of one leaking endpoint. Recorded, so that `analyze` names the same culprits. */
export interface EvidenceRecord {
  readonly type: 'evidence';
  readonly target: string;
  readonly endpoint: string;
  readonly atMs: number;
  /** Units sent while watching. */
  readonly requests: number;
  /** Metrics of the findings this pass was to explain. */
  readonly metrics: readonly MetricId[];
  readonly origins: readonly OriginEvidence[];
  readonly allocations: readonly AllocationEvidence[];
  readonly growths: readonly GrowthEvidence[];
  /** What could not be done, in sentences, e.g. a heap too large to analyse. */
  readonly limits: readonly string[];
}
