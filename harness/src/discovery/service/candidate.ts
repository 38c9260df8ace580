/** A request that may be worth driving, before it was tried. */
export interface Candidate {
  readonly method: string;
  /** As the service has it: `/users/:id`. */
  readonly path: string;
  /** Declared for every method. */
  readonly isForAll: boolean;
  /** Values for parameters of the path that a document gives. */
  readonly pathValues: Readonly<Record<string, string>>;
  /** With its question mark; empty where nothing is asked for. */
  readonly query: string;
  /** `unknown`: nobody tells what the service wants to be sent. */
  readonly body: { readonly kind: 'none' | 'unknown' } | { readonly kind: 'json'; readonly value: unknown };
}

/** A value that the service makes anew at each start, and how a run learns it before it measures. */
export interface LearnedValue {
  /** Stands in paths as `{name}`. */
  readonly name: string;
  /** The path that tells it. */
  readonly from: string;
  /** JSONPath. */
  readonly source: string;
}

/** What became of a candidate. */
export interface TriedRoute {
  readonly candidate: Candidate;
  /** With values for its parameters, where they are known. */
  readonly path: string;
  /** Values that `path` names. */
  readonly learned: readonly LearnedValue[];
  readonly outcome:
    | { readonly kind: 'works' }
    /** It goes on answering: an event stream. */
    | { readonly kind: 'endless' }
    /** Stands in the configuration as a comment. */
    | { readonly kind: 'left-out'; readonly reason: string; readonly needsLogin: boolean };
}

/** Changes something by its name. Everything else is asked freely. */
export const isWriting = (method: string): boolean => !['GET', 'HEAD', 'OPTIONS', 'QUERY'].includes(method);
