import type { StatusRange } from '../../config/user-config.js';
import { deletes, type ImportedRequest } from '../imported.js';
import { type Fields, fieldsOf } from '../values.js';
import type { VariableList } from '../variable-list.js';
import { baseOf } from './base-path.js';
import { bodyOf, bodyOfParameters, type MadeBody, type OperationBody } from './body.js';
import type { OpenApiDocument } from './open-document.js';
import type { Operation } from './operations.js';
import { type Parameter, parametersOf } from './parameters.js';
import { type Credential, credentialsOf } from './security.js';

export interface OperationContext {
  readonly document: OpenApiDocument;
  readonly variables: VariableList;
  readonly includesDeletes: boolean;
}

/**
 * What became of an operation: a request, with the names of path parameters that were made up, or the reason why there
 * is none.
 */
export type OperationRequest =
  | { readonly request: ImportedRequest; readonly madeUp: readonly string[]; readonly isStream: boolean }
  | { readonly reason: string };

export function toRequest(operation: Operation, context: OperationContext): OperationRequest {
  const { document, includesDeletes } = context;
  if (operation.method === 'DELETE' && !includesDeletes) return { reason: deletes };
  const parameters = parametersOf(operation.item, operation.operation, document.root);
  if (parameters === null) return { reason: 'the $ref of a parameter leads nowhere' };
  const body = readBody(operation, document);
  if (typeof body === 'string') return { reason: body };
  return assemble(operation, parameters, body, context);
}

function readBody({ item, operation }: Operation, { root, version }: OpenApiDocument): OperationBody {
  return version === '2' ? bodyOfParameters(item, operation, root) : bodyOf(operation, root);
}

function assemble(
  { method, template, item, operation }: Operation,
  parameters: readonly Parameter[],
  body: MadeBody | null,
  { document, variables }: OperationContext,
): OperationRequest {
  const credentials = credentialsOf(operation, document.root, variables);
  const path = `${baseOf(document, operation, item).path}${fillPath(template, parameters)}`;
  const expectStatus = expectedStatusOf(operation);
  const headers = headersOf(parameters, credentials, body);
  const isStream = method === 'GET' && answersAsStream(operation);
  const request: ImportedRequest = {
    method,
    path: `${path}${queryOf(parameters, credentials)}`,
    ...(Object.keys(headers).length === 0 ? {} : { headers }),
    ...(body === null ? {} : { body: body.value }),
    ...(expectStatus === undefined ? {} : { expectStatus }),
    ...(isStream ? { abort: 'response' } : {}),
  };
  const isInPath = ({ place, isMadeUp }: Parameter): boolean => place === 'path' && isMadeUp;
  return { request, madeUp: parameters.filter(isInPath).map(({ name }) => name), isStream };
}

/**
 * Fills in a path. Parameters that nobody declares are filled in too. A fragment only tells operations of one path
 * apart, and is never sent.
 */
function fillPath(template: string, parameters: readonly Parameter[]): string {
  const values = new Map(
    parameters.filter(({ place }) => place === 'path').map(({ name, values: [first] }) => [name, first?.[1] ?? '1']),
  );
  const [path = ''] = template.split('#');
  return path.replace(/\{([^{}]*)\}/g, (_all, name: string) => encodeURIComponent(values.get(name) || '1'));
}

/** Makes the query. The reference of a credential is not encoded now, but once it has its value. */
function queryOf(parameters: readonly Parameter[], credentials: readonly Credential[]): string {
  const required = parameters.filter(({ place, isRequired }) => place === 'query' && isRequired);
  const pairs = [
    ...required.flatMap(({ values }) => values.map((pair) => pair.map(encodeURIComponent).join('='))),
    ...credentials
      .filter(({ place }) => place === 'query')
      .map(({ name, value }) => `${encodeURIComponent(name)}=${value}`),
  ];
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

function headersOf(
  parameters: readonly Parameter[],
  credentials: readonly Credential[],
  body: MadeBody | null,
): Readonly<Record<string, string>> {
  const required = parameters.filter(({ isRequired }) => isRequired);
  const inHeader = required.filter(({ place, name }) => place === 'header' && !ignoredHeaders.test(name));
  const cookies = [
    ...required.filter(({ place }) => place === 'cookie').flatMap(({ values }) => values),
    ...credentials.filter(({ place }) => place === 'cookie').map(({ name, value }) => [name, value] as const),
  ].map((pair) => pair.join('='));
  return {
    ...(body === null || (body.type === 'application/json' && !body.isText) ? {} : { 'content-type': body.type }),
    ...Object.fromEntries(inHeader.flatMap(({ values }) => values.map(([name, value]) => [name.toLowerCase(), value]))),
    ...Object.fromEntries(
      credentials.filter(({ place }) => place === 'header').map(({ name, value }) => [name.toLowerCase(), value]),
    ),
    ...(cookies.length === 0 ? {} : { cookie: cookies.join('; ') }),
  };
}

/** By OpenAPI 3, parameters of these names have no meaning. */
const ignoredHeaders = /^(accept|content-type|authorization|content-length|host|transfer-encoding)$/i;

/** The statuses from 200 to 399 that an operation documents, as one range. Undefined when it documents none. */
function expectedStatusOf(operation: Fields): StatusRange | undefined {
  const codes = Object.keys(fieldsOf(operation.responses)).flatMap(statusesOf);
  if (codes.length === 0) return undefined;
  const [from, to] = [Math.min(...codes), Math.max(...codes)];
  return from === to ? from : [from, to];
}

/** The statuses that a key stands for. `2XX` stands for 200 to 299. */
function statusesOf(code: string): readonly number[] {
  const [, family = null] = /^([23])XX$/i.exec(code) ?? [];
  if (family !== null) return [Number(family) * 100, Number(family) * 100 + 99];
  return /^[23]\d\d$/.test(code) ? [Number(code)] : [];
}

/** Whether an operation answers with server-sent events. Such an answer does not end. */
function answersAsStream({ responses }: Fields): boolean {
  const answers = Object.entries(fieldsOf(responses));
  const types = answers.flatMap(([code, answer]) =>
    code.startsWith('2') ? Object.keys(fieldsOf(fieldsOf(answer).content)) : [],
  );
  return types.length > 0 && types.every((type) => type.startsWith('text/event-stream'));
}
