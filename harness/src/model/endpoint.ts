/** Where in an answer a value is found. */
export type CaptureSource =
  /** JSONPath (RFC 9535) into the body; the first match. */
  | { readonly kind: 'json'; readonly path: string }
  | { readonly kind: 'header'; readonly name: string }
  /** Of the answer's `set-cookie` headers. */
  | { readonly kind: 'cookie'; readonly name: string }
  /** On the body; its first group, or the whole match where it has none. */
  | { readonly kind: 'regex'; readonly pattern: string };

/** A value of an answer that later requests use as `{name}`. */
export interface Capture {
  readonly name: string;
  readonly source: CaptureSource;
  /** The source as the user wrote it, e.g. `$.token`. */
  readonly written: string;
}

/** What a request can be filled with: `n`, `uuid`, `random`, columns of the data file, and what was captured. */
export type RequestValues = Readonly<Record<string, string | number>> & {
  readonly n: number;
  readonly uuid: string;
  readonly random: number;
};

export type RequestBody =
  | { readonly text: string }
  | { readonly base64: string }
  /** Makes the body of each request: a string or bytes go out as they are, anything else as JSON, null and undefined as no body. */
  | { readonly make: (values: RequestValues) => unknown };

/** One HTTP request as a template: `{name}` in the path, a header value or a text body is filled in for each unit. */
export interface RequestTemplate {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Text as it goes over the wire, base64 for bytes, a function, or null for no body. */
  readonly body: RequestBody | null;
  /** Statuses that count as success, inclusive. */
  readonly expectStatus: readonly [from: number, to: number];
  /** The client hangs up: before the answer (`request`), or after its first byte (`response`). */
  readonly abort: 'request' | 'response' | null;
  readonly captures: readonly Capture[];
}

/**
 * What is driven and judged: one request, or a unit of several steps that counts as one. All steps of a unit share their
 * values, so that `POST /item/{n}` followed by `DELETE /item/{n}` name the same item, and a step can use what an earlier
 * one captured.
 */
export interface Endpoint {
  /** Unique within a run, e.g. `GET /api/database`. */
  readonly id: string;
  /** In order; at least one. */
  readonly steps: readonly RequestTemplate[];
  /** Never driven while another endpoint is. */
  readonly exclusive: boolean;
}

/** What clients do beside the requests that are measured, and what their requests are filled with. */
export interface ClientPlan {
  /** Once, when the target is ready. What is captured here, all clients have. */
  readonly setup: readonly RequestTemplate[];
  /** Once for each client, after `setup`. What is captured here, this client has. */
  readonly before: readonly RequestTemplate[];
  /** Once, when the target's experiment is over. */
  readonly teardown: readonly RequestTemplate[];
  /** Whether clients keep cookies and send them back. */
  readonly cookies: boolean;
  /** Rows of the data file by column. Unit n has row n − 1, client n too; after the last row comes the first. */
  readonly rows: readonly Readonly<Record<string, string>>[];
}
