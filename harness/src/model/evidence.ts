import type { MetricId } from './metrics/catalogue.js';
import type { ResourceKind } from './resource-kind.js';
import type { ServiceKind } from './services/service-kind.js';

/** One frame of a stack as the runtime saw it, before source maps. Lines and columns count from 1. */
export interface RawFrame {
  readonly functionName: string | null;
  /** Absolute path, `file:` URL or `node:` name. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The frames below it lie on the other side of an `await`. */
  readonly isAsync: boolean;
}

/** The function that is called at a place. */
export interface Called {
  /** Its last name: `connect` of `client.connect()`; null where it has none. */
  readonly name: string | null;
  /** Called with `new`. */
  readonly isNew: boolean;
}

/**
 * What a call gave to its caller of a thing that leaks. `handle`: a way to it, or an object that can undo it. `kept`: nothing,
 * and it keeps what the caller handed over. `loan`: it was lent to a function of the caller's while the call lasted.
 * `nothing`: neither it nor a way to it.
 */
export type Handed = 'handle' | 'kept' | 'loan' | 'nothing';

/** A frame after source maps: where its author wrote it. Recorded, so that `analyze` needs no files. */
export interface SourceFrame extends RawFrame {
  /** Package and version of what was installed, and of a package beside the target's own: a workspace, or a copy. Else null. */
  readonly package: string | null;
  /** Neither installed nor Node.js itself: who reads the report can change it there. */
  readonly isOwn: boolean;
  /** What the code calls here, where that decides who is to blame; null where it could not be read. */
  readonly called?: Called | null;
  /** What the call at this place gave back, where code of another owner is called and it was seen; else absent. */
  readonly gave?: Handed;
}

/** Things of one kind, created at one place since the agent was told to watch, and still alive. */
export interface OriginEvidence<Frame extends RawFrame = RawFrame> {
  readonly kind: ResourceKind;
  readonly pid: number;
  /** Innermost frame first; Leakline's own frames are left out. */
  readonly stack: readonly Frame[];
  readonly alive: number;
  /** Of those alive: how many were when half of the units had been sent; absent where nobody looked then. */
  readonly aliveBefore?: number;
  /** Created there since watching began, dead ones included. */
  readonly created: number;
  /** Age of the oldest living one. */
  readonly oldestMs: number;
  /** What tells them apart, a few examples: `127.0.0.1:5432`, a path, `message on EventEmitter`, the last query. */
  readonly details: readonly string[];
  /** Local ports of living sockets, to find them in the server's own list; at most 50. */
  readonly localPorts: readonly number[];
  /** Memory of the living ones together; for buffers only. */
  readonly aliveBytes?: number;
}

/** What a server says of the connections of one origin. */
export interface ServerView {
  readonly service: ServiceKind;
  readonly connections: number;
  /** A few of them in words: backend, state, age, last statement. */
  readonly examples: readonly string[];
}

/** An origin in its author's source, joined with the server's own list of connections. */
export interface RecordedOrigin extends OriginEvidence<SourceFrame> {
  /** Null where no server knows its sockets. */
  readonly server: ServerView | null;
}

/** Bytes that survived from one allocation site, by V8's sampling heap profiler between two collections. */
export interface AllocationEvidence<Frame extends RawFrame = RawFrame> {
  readonly pid: number;
  /** Each frame names its function at the line where that begins: the profiler knows no more. No async callers. */
  readonly stack: readonly Frame[];
  /** V8's estimate from its samples. */
  readonly survivingBytes: number;
  /** Samples behind the estimate: one says little, ten are a pattern. */
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

/** A way to a line that puts new members in, as it was seen when the line was watched. */
export interface WritingEvidence<Frame extends RawFrame = RawFrame> {
  /** The line itself comes first. */
  readonly stack: readonly Frame[];
  readonly hitsPerRequest: number;
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
  /** Where the source puts the new members in, innermost place first; empty when no such line was found. */
  readonly keptAt: readonly SourceFrame[];
  /** How these lines were reached when the endpoint was driven once more, most hits first; absent where nobody watched. */
  readonly writtenBy?: readonly WritingEvidence<SourceFrame>[];
  /** Where the source creates objects of this class, when one place does; else null. */
  readonly createdAt: SourceFrame | null;
}

/** What the instrumented second pass saw of one leaking endpoint. Recorded, so that `analyze` names the same culprits. */
export interface EvidenceRecord {
  readonly type: 'evidence';
  readonly target: string;
  readonly endpoint: string;
  readonly atMs: number;
  /** Units sent while watching. */
  readonly requests: number;
  /** Of those: units of the second half. */
  readonly lateRequests?: number;
  /** Metrics of the findings this pass was to explain. */
  readonly metrics: readonly MetricId[];
  readonly origins: readonly RecordedOrigin[];
  readonly allocations: readonly AllocationEvidence<SourceFrame>[];
  readonly growths: readonly GrowthEvidence[];
  /** Code around the places named above, by `file:line`. */
  readonly codeFrames: Readonly<Record<string, string>>;
  /** What could not be done, in sentences, e.g. a heap too large to analyse. */
  readonly limits: readonly string[];
}
