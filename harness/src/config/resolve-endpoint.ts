import type { RequestTemplate, RequestValues } from '../model/endpoint.js';
import { configDefaults } from './config-defaults.js';
import type { ParsedEndpoint, ParsedRequest } from './endpoint-schema.js';
import type { ResolvedEndpoint } from './resolved-config.js';

/** Fills in what an endpoint leaves out: its id, methods, headers and expected statuses. */
export function resolveEndpoint(endpoint: ParsedEndpoint): ResolvedEndpoint {
  const steps = requestsOf(endpoint).map(resolveRequest);
  const given = 'id' in endpoint ? endpoint.id : undefined;
  const id = given ?? steps.map(({ method, path }) => `${method} ${path}`).join(' → ');
  const exclusive = 'exclusive' in endpoint && endpoint.exclusive === true;
  return { id, writtenId: id, steps, exclusive };
}

function requestsOf(endpoint: ParsedEndpoint): readonly ParsedRequest[] {
  if ('steps' in endpoint && endpoint.steps !== undefined) return endpoint.steps;
  const { path } = endpoint;
  if (path === undefined) throw new TypeError('the schema let an endpoint without path and steps through');
  return [{ ...endpoint, path }];
}

/** Fills in what a request leaves out. */
export function resolveRequest(request: ParsedRequest): RequestTemplate {
  const body = resolveBody(request);
  return {
    method: request.method ?? (body === null ? 'GET' : 'POST'),
    path: request.path,
    headers: resolveHeaders(request),
    body,
    expectStatus: resolveExpectStatus(request.expectStatus),
    abort: request.abort ?? null,
    captures: Object.entries(request.capture ?? {}).map(([name, found]) => ({ name, ...found })),
  };
}

function resolveBody({ body, bodyBase64 }: ParsedRequest): RequestTemplate['body'] {
  if (bodyBase64 !== undefined) return { base64: bodyBase64 };
  if (body === undefined) return null;
  if (typeof body === 'function') return { make: body as (values: RequestValues) => unknown };
  return { text: typeof body === 'string' ? body : JSON.stringify(body) };
}

function resolveHeaders({ headers = {}, body }: ParsedRequest): Readonly<Record<string, string>> {
  const isJson = body !== undefined && typeof body !== 'string' && typeof body !== 'function';
  const isTyped = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
  return isJson && !isTyped ? { 'content-type': 'application/json', ...headers } : { ...headers };
}

function resolveExpectStatus(expected: ParsedRequest['expectStatus']): readonly [from: number, to: number] {
  if (expected === undefined) return configDefaults.expectStatus;
  return typeof expected === 'number' ? [expected, expected] : expected;
}
