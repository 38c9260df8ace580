import type { RawFrame } from './evidence.js';
import type { ResourceKind } from './resource-kind.js';

/** A place in the code that runs. Lines and columns count from 1. */
interface CodePlace {
  /** Absolute path or `file:` URL. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A function whose parameters can be read while it runs. */
export interface FollowedFunction {
  /** A place inside the function. */
  readonly place: CodePlace;
  /** Names of its parameters, including those within patterns. Null where its code could not be read. */
  readonly parameters: readonly string[] | null;
}

/**
 * When reaching a line counts. `object`: when the expression gives one of the holders. `growth`: when one of the
 * holders has more members afterwards; used where it could change something to read the expression again. `reaching`:
 * always.
 */
export type WrittenBy =
  | { readonly by: 'object'; readonly expression: string }
  | { readonly by: 'growth' }
  | { readonly by: 'reaching' };

/** A line that may write to an object that grows. */
interface FollowedLine {
  readonly place: CodePlace;
  readonly written: WrittenBy;
  /** Index of a group of holders. The line counts if it writes to an object of this group. */
  readonly holder: number;
}

/** What is watched in the next window. */
export interface FollowRequest {
  /** The lines to count. The stacks that lead to them are kept too. */
  readonly lines: readonly FollowedLine[];
  /** Functions whose results are kept. A result is what the caller is given. */
  readonly calls: readonly FollowedFunction[];
  /** Functions that a caller hands to one of `calls`. The arguments that they get are kept as well. */
  readonly callbacks: readonly (FollowedFunction & { readonly call: number })[];
  /**
   * Groups of objects that hold more and more, by V8's ids of the latest snapshot. What comes into them is a leaked
   * thing.
   */
  readonly holders: readonly (readonly number[])[];
  /** The questions: does what these calls gave lead to these leaked things? */
  readonly questions: readonly { readonly of: FollowedThings; readonly calls: readonly number[] }[];
  /** Whether leaked things are traced back to the code that asked for them, across events and queues. */
  readonly followsCauses: boolean;
}

/** How often a line was reached, and by which stacks. */
export interface ReachedLine {
  readonly hits: number;
  readonly stacks: readonly { readonly stack: readonly RawFrame[]; readonly hits: number }[];
}

/** Leaked things. They were made at one place in the window, or they came into one group of holders. */
export type FollowedThings =
  | { readonly from: 'origin'; readonly kind: ResourceKind; readonly stack: readonly RawFrame[] }
  | { readonly from: 'holder'; readonly holder: number }
  /** No leaked things. Asks what was given, whatever leaks. */
  | { readonly from: 'calls' };

/** How leaked things are connected with what one function gave to its callers. */
export interface GivenLink {
  readonly of: FollowedThings;
  /** Index into the request's calls. */
  readonly call: number;
  /** Number of results that were seen. */
  readonly results: number;
  /** How many results a caller could do something with: functions, and objects that have functions. */
  readonly objects: number;
  /** How many results were nothing. Such a call was made for what it does. */
  readonly nothings: number;
  /** How many different sets of texts and numbers the calls had among their arguments. */
  readonly keys: number;
  /** Number of leaked things that were looked at. */
  readonly things: number;
  /** How many of these things the caller can reach, each by a result of its own or by the object that it called. */
  readonly reached: number;
  /** How many of them keep something that the caller was given and that can undo something. */
  readonly keeping: number;
  /** How many of them the caller can reach, each by an object that it handed over. */
  readonly passed: number;
  /** How many of them were lent to a function of the caller while the call lasted. */
  readonly lent: number;
  /** How many of them keep what the caller handed over, where the caller got nothing in return. */
  readonly handedOver: number;
  /** How many of them keep the data that was given. The answer is remembered there. */
  readonly remembered: number;
  /** Whether the time for the search ran out. Then there may be links that were not found. */
  readonly isCut: boolean;
}

/** The author's own code that led to things of one place, where the stack of the things does not show it. */
export interface FollowedCause {
  readonly kind: ResourceKind;
  readonly stack: readonly RawFrame[];
  /** The stack that asked for it, innermost frame first. */
  readonly cause: readonly RawFrame[];
  readonly count: number;
}

/** What was seen in a window. */
export interface Followed {
  readonly pid: number;
  readonly causes: readonly FollowedCause[];
  readonly lines: readonly ReachedLine[];
  readonly links: readonly GivenLink[];
}
