/** Where in an answer a value is found. */
export type CaptureSource =
  /** JSONPath (RFC 9535) into the body. The first match counts. */
  | { readonly kind: 'json'; readonly path: string }
  | { readonly kind: 'header'; readonly name: string }
  /** A cookie of the answer's `set-cookie` headers. */
  | { readonly kind: 'cookie'; readonly name: string }
  /** A regular expression for the body. Its first group counts, or the whole match where it has no group. */
  | { readonly kind: 'regex'; readonly pattern: string };

/** A value of an answer that later requests use as `{name}`. */
export interface Capture {
  readonly name: string;
  readonly source: CaptureSource;
  /** The source as the user wrote it, e.g. `$.token`. */
  readonly written: string;
}

/**
 * The values that a request can be filled with: `n`, `uuid`, `random`, columns of the data file, and captured values.
 */
export type RequestValues = Readonly<Record<string, string | number>> & {
  readonly n: number;
  readonly uuid: string;
  readonly random: number;
};

export type RequestBody =
  | { readonly text: string }
  | { readonly base64: string }
  /**
   * Makes the body of each request. A string or bytes are sent as they are, null and undefined as no body, and
   * everything else as JSON.
   */
  | { readonly make: (values: RequestValues) => unknown };

/**
 * One HTTP request as a template. `{name}` in the path, in a header value or in a text body is replaced for each unit.
 */
export interface RequestTemplate {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The text or the bytes (in base64) that are sent, a function that makes the body, or null for no body. */
  readonly body: RequestBody | null;
  /** Statuses that count as success. Both ends are included. */
  readonly expectStatus: readonly [from: number, to: number];
  /**
   * When the client hangs up: before the answer (`request`) or after its first byte (`response`). Null: it does not.
   */
  readonly abort: 'request' | 'response' | null;
  readonly captures: readonly Capture[];
}

/**
 * What is driven and judged: one request, or a unit of several steps that counts as one. All steps of a unit have the
 * same values. So `POST /item/{n}` and a `DELETE /item/{n}` after it name the same item. A step can also use what an
 * earlier step captured.
 */
export interface Endpoint {
  /** Unique within a run, e.g. `GET /api/database`. */
  readonly id: string;
  /** The steps in order. There is at least one. */
  readonly steps: readonly RequestTemplate[];
  /** Whether it is never driven at the same time as another endpoint. */
  readonly exclusive: boolean;
}

/** What clients do besides the requests that are measured, and the values that their requests are filled with. */
export interface ClientPlan {
  /** Sent once, when the target is ready. All clients have the values that are captured here. */
  readonly setup: readonly RequestTemplate[];
  /** Sent once by each client, after `setup`. Only this client has the values that are captured here. */
  readonly before: readonly RequestTemplate[];
  /** Sent once, when the target's experiment is over. */
  readonly teardown: readonly RequestTemplate[];
  /** Whether clients keep cookies and send them back. */
  readonly cookies: boolean;
  /**
   * Rows of the data file, by column. Unit n has row n − 1, and so has client n. After the last row the first one
   * follows.
   */
  readonly rows: readonly Readonly<Record<string, string>>[];
}
