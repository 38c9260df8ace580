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
  /** Inside the function. */
  readonly place: CodePlace;
  /** Names of its parameters, those within patterns too; null where its code could not be read. */
  readonly parameters: readonly string[] | null;
}

/**
 * Which reachings of a line count: those where an expression gives one of the holders; those after which one of the holders
 * has more members, where reading the expression again could do something; all.
 */
export type WrittenBy =
  | { readonly by: 'object'; readonly expression: string }
  | { readonly by: 'growth' }
  | { readonly by: 'reaching' };

/** A line that may write to an object that grows. */
interface FollowedLine {
  readonly place: CodePlace;
  readonly written: WrittenBy;
  /** Index into the holders: which objects it has to be. */
  readonly holder: number;
}

/** What is to be watched in the next window. */
export interface FollowRequest {
  /** Lines whose reaching is counted, with the stacks that lead there. */
  readonly lines: readonly FollowedLine[];
  /** Functions whose results are kept: what a caller is given. */
  readonly calls: readonly FollowedFunction[];
  /** Functions that a caller hands to one of `calls`: what they are given is kept as well. */
  readonly callbacks: readonly (FollowedFunction & { readonly call: number })[];
  /** Objects that hold more and more, by V8's ids of the latest snapshot: what comes in is a leaked thing. */
  readonly holders: readonly (readonly number[])[];
  /** What is asked about each: whether what these calls gave leads to it. */
  readonly questions: readonly { readonly of: FollowedThings; readonly calls: readonly number[] }[];
  /** Whether what is made is followed back to the code that asked for it, across events and queues. */
  readonly followsCauses: boolean;
}

/** How often a line was reached, and from where. */
export interface ReachedLine {
  readonly hits: number;
  readonly stacks: readonly { readonly stack: readonly RawFrame[]; readonly hits: number }[];
}

/** Leaked things of one place that were made in the window, or that came into one group of holders. */
export type FollowedThings =
  | { readonly from: 'origin'; readonly kind: ResourceKind; readonly stack: readonly RawFrame[] }
  | { readonly from: 'holder'; readonly holder: number }
  /** None: what was given, whatever leaks. */
  | { readonly from: 'calls' };

/** How leaked things hang together with what one function gave to its callers. */
export interface GivenLink {
  readonly of: FollowedThings;
  /** Index into the request's calls. */
  readonly call: number;
  /** Results that were seen. */
  readonly results: number;
  /** Results that a caller could do something with: functions, objects that have some. */
  readonly objects: number;
  /** Results that were nothing: the call was made for what it does. */
  readonly nothings: number;
  /** Calls with different texts and numbers among their arguments. */
  readonly keys: number;
  /** Leaked things that were looked at. */
  readonly things: number;
  /** Of those: how many the caller can reach, each by a result of its own or by the object that it called. */
  readonly reached: number;
  /** How many keep what the caller was given, and that can undo something. */
  readonly keeping: number;
  /** How many the caller can reach, each by an object that it handed over. */
  readonly passed: number;
  /** How many were lent to a function of the caller's while the call lasted. */
  readonly lent: number;
  /** How many keep what the caller handed over, in return for nothing. */
  readonly handedOver: number;
  /** How many keep the data that was given: the answer is remembered. */
  readonly remembered: number;
  /** Time ran out: what was not found may be there. */
  readonly isCut: boolean;
}

/** Which code of the author's own led to things of one place, where their stack does not show it. */
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
