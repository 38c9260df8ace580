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
  /** Whether the frames below it are on the other side of an `await`. */
  readonly isAsync: boolean;
}

/** The function that is called at a place. */
export interface Called {
  /** The last part of its name: `connect` of `client.connect()`. Null where it has no name. */
  readonly name: string | null;
  /** Whether it is called with `new`. */
  readonly isNew: boolean;
}

/**
 * What a call gave to its caller, of a thing that leaks. `handle`: a way to the thing, or an object that can undo it.
 * `kept`: the caller got nothing, and the thing keeps what the caller handed over. `loan`: the thing was lent to a
 * function of the caller while the call lasted. `nothing`: the caller got neither the thing nor a way to it.
 */
export type Handed = 'handle' | 'kept' | 'loan' | 'nothing';

/** A frame, with what its call gave back if that was seen. */
export type FollowedFrame = RawFrame & { readonly gave?: Handed };

/**
 * A frame after source maps: the place in the source that its author wrote. It is recorded, so that `analyze` needs no
 * files.
 */
export interface SourceFrame extends RawFrame {
  /**
   * Name and version of the package, if the code was installed, or if it lies in another package than the target's own
   * (a workspace, or a copy). Otherwise null.
   */
  readonly package: string | null;
  /** Whether the code is neither installed nor part of Node.js. The reader of the report can change it there. */
  readonly isOwn: boolean;
  /** The function that the code calls here, where that decides who is to blame. Null where it could not be read. */
  readonly called?: Called | null;
  /**
   * What the call at this place gave back. Present only where it calls code of another owner and the result was seen.
   */
  readonly gave?: Handed;
}

/** Things of one kind that were created at one place after the agent was told to watch, and are still alive. */
export interface OriginEvidence<Frame extends RawFrame = RawFrame> {
  readonly kind: ResourceKind;
  readonly pid: number;
  /** The innermost frame comes first. Leakline's own frames are left out. */
  readonly stack: readonly Frame[];
  readonly alive: number;
  /** How many of them were alive when half of the units had been sent. Absent where nobody looked then. */
  readonly aliveBefore?: number;
  /**
   * All that were created there since watching began, including those that are dead. Absent where the runtime tells
   * only what is alive.
   */
  readonly created?: number;
  /** Age of the oldest one that is alive. */
  readonly oldestMs: number;
  /** A few examples of what tells them apart: `127.0.0.1:5432`, a path, `message on EventEmitter`, the last query. */
  readonly details: readonly string[];
  /** Local ports of living sockets, at most 50. With these the sockets are found in the server's own list. */
  readonly localPorts: readonly number[];
  /** Memory of all living ones together. Only given for buffers. */
  readonly aliveBytes?: number;
}

/** What a server tells of the connections of one origin. */
export interface ServerView {
  readonly service: ServiceKind;
  readonly connections: number;
  /** A few of them in words: backend, state, age, last statement. */
  readonly examples: readonly string[];
}

/** An origin in its author's source, with what a server tells of its connections. */
export interface RecordedOrigin extends OriginEvidence<SourceFrame> {
  /** Null where no server knows its sockets. */
  readonly server: ServerView | null;
}

/** Bytes that survived from one allocation site, by V8's sampling heap profiler between two collections. */
export interface AllocationEvidence<Frame extends RawFrame = RawFrame> {
  readonly pid: number;
  /**
   * The line of each frame is the one where its function begins: the profiler knows no more. There are no async
   * callers.
   */
  readonly stack: readonly Frame[];
  /** V8's estimate from its samples. */
  readonly survivingBytes: number;
  /** The number of samples behind the estimate. One sample says little, ten are a pattern. */
  readonly survivingCount: number;
}

/** One link of the chain that holds an object: `module apps/x.js`, `seen: Map`, `[[entries]]`. */
export interface RetainerLink {
  /** How the holder holds it: a property, variable or internal slot name. */
  readonly edge: string;
  /** Class of the object that is held, e.g. `Map`, `Object`, `system / Context`. */
  readonly className: string;
  /** Script, line and column of a function or of a closure's context. Null where the snapshot does not know them. */
  readonly place: { readonly file: string; readonly line: number; readonly column: number } | null;
}

/** One stack by which a line that adds new members was reached while it was watched. */
export interface WritingEvidence<Frame extends RawFrame = RawFrame> {
  /** The frame of the line itself comes first. */
  readonly stack: readonly Frame[];
  readonly hitsPerRequest: number;
}

/** Something that held more at each look, told by an agent that looks at its heap itself. */
export interface ToldGrowth {
  readonly className: string;
  readonly addedCount: number;
  readonly addedBytes: number;
  /** From a variable of a module to the newest member. */
  readonly retainers: readonly RetainerLink[];
  /** Where the chain begins: in a module of the target's own, in a module of a package, or in the runtime. */
  readonly heldBy: 'own' | 'package' | 'engine';
  /**
   * The stack that put the newest member in, or made it where that is not known; null for neither. A frame of the
   * author's own code `gave` it to be `kept` where that code made the member and a package put it in.
   */
  readonly made: readonly FollowedFrame[] | null;
}

/** A kind of object that grew in every snapshot, with the chain that holds its newest members. */
export interface GrowthEvidence {
  readonly pid: number;
  readonly className: string;
  /** Objects and bytes added per request between the first and the last snapshot. */
  readonly countPerRequest: number;
  readonly retainedBytesPerRequest: number;
  /** The shortest path from the garbage collector's root to the object. */
  readonly retainers: readonly RetainerLink[];
  /**
   * The places where the source puts the new members in, the innermost one first. Empty when no such line was found.
   */
  readonly keptAt: readonly SourceFrame[];
  /**
   * How these lines were reached when the endpoint was driven once more, the most frequent way first. Absent where
   * nobody watched.
   */
  readonly writtenBy?: readonly WritingEvidence<SourceFrame>[];
  /** The place where the source creates objects of this class, if it is one place only. Otherwise null. */
  readonly createdAt: SourceFrame | null;
}

/**
 * What the instrumented second pass saw of one leaking endpoint. It is recorded, so that `analyze` names the same
 * culprits.
 */
export interface EvidenceRecord {
  readonly type: 'evidence';
  readonly target: string;
  readonly endpoint: string;
  readonly atMs: number;
  /** Units sent while watching. */
  readonly requests: number;
  /** How many of them were sent in the second half. */
  readonly lateRequests?: number;
  /** Metrics of the findings that this pass was to explain. */
  readonly metrics: readonly MetricId[];
  readonly origins: readonly RecordedOrigin[];
  readonly allocations: readonly AllocationEvidence<SourceFrame>[];
  readonly growths: readonly GrowthEvidence[];
  /** Code around the places named above, by `file:line`. */
  readonly codeFrames: Readonly<Record<string, string>>;
  /** Sentences that say what could not be done, e.g. because a heap was too large to analyse. */
  readonly limits: readonly string[];
}
