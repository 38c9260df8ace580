import type { UserRequest } from '../config/user-config.js';

/** A request of a document. What must not be written down stands in it as `${NAME}`, the name of one of the variables. */
export interface ImportedRequest extends UserRequest {
  readonly id?: string;
  readonly body?: Body;
}

/** What goes out as it is (a text) or as JSON. */
export type Body = string | number | boolean | object | null;

/** Of what a parser or a sampler gave, what can be a body. */
export const asBody = (value: unknown): Body =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || typeof value === 'object'
    ? value
    : null;

/** A value that comes from the environment. */
export interface Variable {
  readonly name: string;
  /** Where it stands: `header authorization`. */
  readonly purpose: string;
  /** As the document has it; null where it does not. */
  readonly value: string | null;
  /** It stands in JSON as a number. */
  readonly isNumber: boolean;
}

export interface LeftOut {
  readonly request: string;
  /** Ends a sentence that begins with the request: `it deletes (--include-deletes takes it)`. */
  readonly reason: string;
}

/** What one document, or one command line, says of requests. */
export interface DocumentRequests {
  readonly requests: readonly ImportedRequest[];
  readonly leftOut: readonly LeftOut[];
  /** What a reader should know of the requests that are in. */
  readonly notes: readonly string[];
  /** Where the document says that the service is; null where it does not. */
  readonly origin: string | null;
}

/** What all documents together say. */
export interface ImportedRequests extends DocumentRequests {
  readonly variables: readonly Variable[];
}

/** A document by its kind: where it lies, or for `curl` what was pasted. */
export interface RequestSource {
  readonly kind: 'openapi' | 'har' | 'postman' | 'curl';
  readonly place: string;
}

export const deletes = 'it deletes (--include-deletes takes it)';
export const isMultipart = 'its body is multipart, which is not made up';
