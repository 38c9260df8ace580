import type { RequestTemplate } from '../../../src/model/endpoint.js';
import type { LoadBlock } from '../../../src/model/load.js';

/** A plain `GET /` but for what the test is about. */
export function createStep(changes: Partial<RequestTemplate> = {}): RequestTemplate {
  return {
    method: 'GET',
    path: '/',
    headers: {},
    body: null,
    expectStatus: [200, 399],
    abort: null,
    captures: [],
    ...changes,
  };
}

/** Ten units of one step over two connections, but for what the test is about. */
export function createBlock(steps: readonly RequestTemplate[], changes: Partial<LoadBlock> = {}): LoadBlock {
  const endpoint = { id: 'under test', steps };
  return { endpoint, requests: 10, connections: 2, timeoutMs: 2000, firstN: 1, ...changes };
}

export const noAbort: AbortSignal = new AbortController().signal;

export const integersFrom = (first: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => first + index);
