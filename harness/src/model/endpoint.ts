/** One HTTP request as a template. `{n}` in the path, a header value or a text body becomes a fresh integer per unit. */
export interface RequestTemplate {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Text as it goes over the wire, base64 for bytes, or null for no body. */
  readonly body: { readonly text: string } | { readonly base64: string } | null;
  /** Statuses that count as success, inclusive. */
  readonly expectStatus: readonly [from: number, to: number];
  /** The client hangs up: before the answer (`request`), or after its first byte (`response`). */
  readonly abort: 'request' | 'response' | null;
}

/**
 * What is driven and judged: one request, or a unit of several steps that counts as one. All steps of a unit share one
 * value of `{n}`, so that `POST /item/{n}` followed by `DELETE /item/{n}` name the same item.
 */
export interface Endpoint {
  /** Unique within a run, e.g. `GET /api/database`. */
  readonly id: string;
  /** In order; at least one. */
  readonly steps: readonly RequestTemplate[];
  /** Never driven while another endpoint is. */
  readonly exclusive: boolean;
}
