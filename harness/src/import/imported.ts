import type { UserRequest } from '../config/user-config.js';

/**
 * A request of a document. Values that must not be written down are replaced by `${NAME}`, where NAME is one of the
 * variables.
 */
export interface ImportedRequest extends UserRequest {
  readonly id?: string;
  readonly body?: Body;
}

/** A body that is sent as it is (a text) or as JSON. */
export type Body = string | number | boolean | object | null;

/** Makes a body of what a parser or a sampler returned. */
export const asBody = (value: unknown): Body =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || typeof value === 'object'
    ? value
    : null;

/** A value that comes from the environment. */
export interface Variable {
  readonly name: string;
  /** Where it is used, e.g. `header authorization`. */
  readonly purpose: string;
  /** The value in the document. Null when the document has none. */
  readonly value: string | null;
  /** Whether JSON has it as a number. */
  readonly isNumber: boolean;
}

export interface LeftOut {
  readonly request: string;
  /** The end of a sentence that begins with the request: `it deletes (--include-deletes takes it)`. */
  readonly reason: string;
}

/** What one document, or one command line, tells about requests. */
export interface DocumentRequests {
  readonly requests: readonly ImportedRequest[];
  readonly leftOut: readonly LeftOut[];
  /** What a reader should know about the requests that are taken. */
  readonly notes: readonly string[];
  /** Where the document says that the service is. Null when it does not say it. */
  readonly origin: string | null;
}

/** What all documents together tell. */
export interface ImportedRequests extends DocumentRequests {
  readonly variables: readonly Variable[];
}

/** A document, its kind and its place. For `curl`, the place is the pasted text. */
export interface RequestSource {
  readonly kind: 'openapi' | 'har' | 'postman' | 'curl';
  readonly place: string;
}

export const deletes = 'it deletes (--include-deletes takes it)';
export const isMultipart = 'its body is multipart, which is not made up';
