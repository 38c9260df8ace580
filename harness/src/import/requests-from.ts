import { loadPart } from '../platform/load-part.js';
import { hideRepeated } from './hide-secrets.js';
import { nothingLeft } from './import-messages.js';
import type { DocumentRequests, ImportedRequest, ImportedRequests, RequestSource } from './imported.js';
import { isSendable, withoutForeignPlaceholders } from './is-sendable.js';
import { type AskService, readSource } from './read-source.js';
import { createVariableList, refersTo, type VariableList } from './variable-list.js';

export interface ImportOptions {
  /** Relative files are looked for here. */
  readonly cwd: string;
  /** Asks the service that is to be driven; null when there is none. */
  readonly ask?: AskService | null;
  readonly includesDeletes?: boolean;
  /** The origin whose requests are taken from a HAR. Default: the one with the most requests. */
  readonly origin?: string | null;
  /** Headers that are sent anyway, and so are not taken from documents. */
  readonly givenHeaders?: readonly string[];
}

/** Readers are loaded on demand, because most runs need none of them. */
const load = {
  openapi: () => loadPart('what reads OpenAPI', () => import('./openapi/read-openapi.js')),
  har: () => loadPart('what reads a HAR', () => import('./har/read-har.js')),
  postman: () => loadPart('what reads Postman collections', () => import('./postman/read-postman.js')),
  curl: () => loadPart('what reads curl commands', () => import('./curl/read-curl.js')),
};

async function readOne(
  { kind, place }: RequestSource,
  options: ImportOptions,
  variables: VariableList,
): Promise<DocumentRequests> {
  const { cwd, ask = null, includesDeletes = false, origin = null } = options;
  switch (kind) {
    case 'openapi': {
      const source = await readSource(place, { cwd, ask });
      return (await load.openapi()).readOpenApi(source, place, { variables, includesDeletes });
    }
    case 'har':
      return (await load.har()).readHar(place, { cwd, variables, includesDeletes, origin });
    case 'postman':
      return (await load.postman()).readPostman(place, { cwd, variables, includesDeletes });
    case 'curl':
      return (await load.curl()).readCurl(place, { cwd, variables });
  }
}

function withoutHeaders(request: ImportedRequest, names: readonly string[]): ImportedRequest {
  const { headers = {}, ...rest } = request;
  const isGiven = (name: string): boolean => names.some((given) => given.toLowerCase() === name.toLowerCase());
  const kept = Object.entries(headers).filter(([name]) => !isGiven(name));
  return kept.length === 0 ? rest : { ...rest, headers: Object.fromEntries(kept) };
}

const plainId = ({ method, path }: ImportedRequest): string => `${method} ${path}`;

const contentOf = ({ id: _id, ...request }: ImportedRequest): string => JSON.stringify(request);

/**
 * Removes requests that occur twice, and gives each an id of its own. The id is method and path if no other request has
 * the same.
 */
function finishRequests(requests: readonly ImportedRequest[]): readonly ImportedRequest[] {
  const unique = [...new Map(requests.map((request) => [contentOf(request), request])).values()];
  const counts = new Map<string, number>();
  for (const request of unique) counts.set(plainId(request), (counts.get(plainId(request)) ?? 0) + 1);
  const taken = new Set<string>();
  return unique.map(({ id: suggested, ...request }) => {
    const name = counts.get(plainId(request)) === 1 ? plainId(request) : (suggested ?? plainId(request));
    let id = name;
    for (let count = 2; taken.has(id); count++) id = `${name} (${count})`;
    taken.add(id);
    return id === plainId(request) ? request : { ...request, id };
  });
}

const notHttp = 'its method, its path or a header cannot be sent';

const placeOf = ({ kind, place }: RequestSource): string => (kind === 'curl' ? '--curl' : place);

/**
 * Reads the requests of OpenAPI documents, HAR recordings, Postman collections and curl commands. No secret is in them:
 * it is replaced by a reference to a variable. `fillVariables` or a written configuration replaces the reference.
 *
 * @throws HarnessError `DOCUMENT_UNREADABLE`, or `USAGE` when no request is left.
 */
export async function requestsFrom(
  sources: readonly RequestSource[],
  options: ImportOptions,
): Promise<ImportedRequests> {
  const variables = createVariableList();
  const documents: DocumentRequests[] = [];
  for (const source of sources) documents.push(await readOne(source, options, variables));
  const all = documents
    .flatMap(({ requests }) => requests)
    .map((request) => withoutForeignPlaceholders(request, variables.all));
  const given = all.filter((request) => isSendable(request, variables.all));
  const unsendable = all.filter((request) => !given.includes(request));
  const leftOut = [
    ...documents.flatMap((document) => document.leftOut),
    ...unsendable.map(({ method, path }) => ({ request: `${method} ${path}`, reason: notHttp })),
  ];
  if (given.length === 0) throw nothingLeft(sources.map(placeOf), leftOut);
  const sent = given.map((request) => withoutHeaders(request, options.givenHeaders ?? []));
  const requests = finishRequests(hideRepeated(sent, variables));
  const texts = JSON.stringify(requests);
  return {
    requests,
    leftOut,
    notes: documents.flatMap(({ notes }) => notes),
    origin: documents.map(({ origin }) => origin).find((origin) => origin !== null) ?? null,
    variables: variables.all.filter((variable) => refersTo(texts, [variable])),
  };
}
