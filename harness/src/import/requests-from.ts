import { loadPart } from '../platform/load-part.js';
import { finishRequests } from './finish-requests.js';
import { hideRepeated } from './hide-secrets.js';
import { nothingLeft } from './import-messages.js';
import type { DocumentRequests, ImportedRequest, ImportedRequests, RequestSource } from './imported.js';
import { isSendable, withoutForeignPlaceholders } from './is-sendable.js';
import { type AskService, readSource } from './read-source.js';
import { createVariableList, refersTo, type VariableList } from './variable-list.js';

export interface ImportOptions {
  /** Where relative files are looked for. */
  readonly cwd: string;
  /** Asks the service that is to be driven; null where there is none. */
  readonly ask?: AskService | null;
  readonly includesDeletes?: boolean;
  /** Whose requests of a HAR are taken. Default: those to which there are most. */
  readonly origin?: string | null;
  /** Headers that are sent anyway, and so are not taken from documents. */
  readonly givenHeaders?: readonly string[];
}

/** Most runs need none of the readers, and what they load. */
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

const notHttp = 'its method, path or a header is none that can be sent';

const placeOf = ({ kind, place }: RequestSource): string => (kind === 'curl' ? '--curl' : place);

/**
 * The requests of OpenAPI documents, HAR recordings, Postman collections and curl commands. No secret of these is in them:
 * where one stood is a reference to a variable, which `fillVariables` or a written configuration replaces.
 *
 * @throws HarnessError `DOCUMENT_UNREADABLE`, and `USAGE` where no request is left
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
