import { asBody, type ImportedRequest } from '../imported.js';
import { mapTexts } from '../map-texts.js';

/** What the sampler makes of `format: email`. */
const sampledEmail = 'user@example.com';
const freshEmail = 'user{n}@example.com';

/**
 * Most services store an address once: what was made up for a POST differs from request to request. An address that stands
 * in the document itself is meant.
 */
export function uniqueEmails(documentText: string): (request: ImportedRequest) => ImportedRequest {
  if (documentText.includes(sampledEmail)) return (request) => request;
  return (request) => {
    if (request.method !== 'POST' || request.body === undefined) return request;
    return {
      ...request,
      body: asBody(mapTexts(request.body, '', (text) => text.replaceAll(sampledEmail, freshEmail))),
    };
  };
}
