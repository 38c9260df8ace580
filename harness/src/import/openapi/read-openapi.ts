import { asBody, type DocumentRequests, type ImportedRequest, type LeftOut } from '../imported.js';
import { mapTexts } from '../map-texts.js';
import type { SourceText } from '../read-source.js';
import type { VariableList } from '../variable-list.js';
import { baseOf } from './base-path.js';
import { openDocument } from './open-document.js';
import { toRequest } from './operation-request.js';
import { operationsOf } from './operations.js';

/** Three names show which operations are meant. */
const shownNames = 3;

const someOf = (names: readonly string[]): string =>
  names.length <= shownNames
    ? names.join(', ')
    : `${names.slice(0, shownNames).join(', ')} and ${names.length - shownNames} more`;

function notesOf(madeUp: readonly string[], streams: readonly string[]): readonly string[] {
  return [
    ...(madeUp.length === 0
      ? []
      : [`made up from their types, because the document has no example: ${someOf(madeUp)}`]),
    ...(streams.length === 0 ? [] : [`hung up on after the first byte, because it is a stream: ${someOf(streams)}`]),
  ];
}

/** The address that the sampler makes for `format: email`. */
const sampledEmail = 'user@example.com';
const freshEmail = 'user{n}@example.com';

/**
 * Makes sampled email addresses differ from request to request, because most services store an address only once. An
 * address that is in the document itself is left as it is.
 */
function uniqueEmails(documentText: string): (request: ImportedRequest) => ImportedRequest {
  if (documentText.includes(sampledEmail)) return (request) => request;
  return (request) => {
    if (request.method !== 'POST' || request.body === undefined) return request;
    return {
      ...request,
      body: asBody(mapTexts(request.body, '', (text) => text.replaceAll(sampledEmail, freshEmail))),
    };
  };
}

/**
 * The operations of an OpenAPI document as requests.
 *
 * @throws HarnessError `DOCUMENT_UNREADABLE`
 */
export async function readOpenApi(
  source: SourceText,
  place: string,
  options: { readonly variables: VariableList; readonly includesDeletes: boolean },
): Promise<DocumentRequests> {
  const document = await openDocument(source, place);
  const emails = uniqueEmails(source.text);
  const leftOut: LeftOut[] = [];
  const requests = [];
  const madeUp: string[] = [];
  const streams: string[] = [];
  for (const operation of operationsOf(document.root)) {
    const name = `${operation.method} ${operation.template}`;
    const outcome = toRequest(operation, { ...options, document });
    if ('reason' in outcome) {
      leftOut.push({ request: name, reason: outcome.reason });
      continue;
    }
    requests.push(emails(outcome.request));
    madeUp.push(...outcome.madeUp.map((parameter) => `{${parameter}} of ${name}`));
    if (outcome.isStream) streams.push(name);
  }
  return { requests, leftOut, notes: notesOf(madeUp, streams), origin: baseOf(document).origin };
}
