/** A request that may be worth driving and was not tried yet. */
export interface Candidate {
  readonly method: string;
  /** The path as the service declares it: `/users/:id`. */
  readonly path: string;
  /** Whether the route is declared for every method. */
  readonly isForAll: boolean;
  /** Values that a document gives for parameters of the path. */
  readonly pathValues: Readonly<Record<string, string>>;
  /** The query with its question mark. Empty when the route needs none. */
  readonly query: string;
  /** `unknown` means that nothing tells what body the service expects. */
  readonly body: { readonly kind: 'none' | 'unknown' } | { readonly kind: 'json'; readonly value: unknown };
}

/** A value that the service makes anew at each start, and how a run fetches it before it measures. */
export interface LearnedValue {
  /** The name under which paths use it, as `{name}`. */
  readonly name: string;
  /** The path whose answer has the value. */
  readonly from: string;
  /** Where the answer has it, as JSONPath. */
  readonly source: string;
}

/** What became of a candidate. */
export interface TriedRoute {
  readonly candidate: Candidate;
  /** The path, with values for its parameters if they are known. */
  readonly path: string;
  /** The values that `path` uses. */
  readonly learned: readonly LearnedValue[];
  readonly outcome:
    | { readonly kind: 'works' }
    /** The answer does not end: it is an event stream. */
    | { readonly kind: 'endless' }
    /** The route is written into the configuration as a comment. */
    | { readonly kind: 'left-out'; readonly reason: string; readonly needsLogin: boolean };
}

/** Whether a method changes something by its definition. Requests with other methods are sent without asking. */
export const isWriting = (method: string): boolean => !['GET', 'HEAD', 'OPTIONS', 'QUERY'].includes(method);
