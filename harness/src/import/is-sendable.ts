import { METHODS, validateHeaderName, validateHeaderValue } from 'node:http';
import { placeholdersOf } from '../platform/text/placeholders.js';
import type { ImportedRequest, Variable } from './imported.js';
import { replaceReferences } from './variable-list.js';

/** Names that a template fills in by itself. */
const filledIn: readonly string[] = ['n', 'uuid', 'random'];

/** Replaces braces that came with the document, so that a template does not take them for placeholders. */
export function withoutForeignPlaceholders(request: ImportedRequest, variables: readonly Variable[]): ImportedRequest {
  const names = [...variables.map(({ name }) => `\\$\\{${name}\\}`), ...filledIn.map((name) => `\\{${name}\\}`)];
  const parts = request.path.split(new RegExp(`(${names.join('|')})`));
  const path = parts.map((part, index) =>
    index % 2 === 1 ? part : part.replaceAll('{', '%7B').replaceAll('}', '%7D'),
  );
  return { ...request, path: path.join('') };
}

const isHeader = (name: string, value: string, variables: readonly Variable[]): boolean => {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    // A brace in a header cannot be written in another way.
    const text = replaceReferences(value, variables, () => '');
    return placeholdersOf(text).every((placeholder) => filledIn.includes(placeholder));
  } catch {
    return false;
  }
};

/** Whether a request can be sent. People write documents, so anything may be in them. */
export const isSendable = (
  { method = 'GET', path, headers = {} }: ImportedRequest,
  variables: readonly Variable[],
): boolean =>
  METHODS.includes(method) &&
  method !== 'CONNECT' &&
  /^\/[^\s#]*$/.test(path) &&
  Object.entries(headers).every(([name, value]) => isHeader(name, value, variables));
