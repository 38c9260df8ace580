import type { Candidate, TriedRoute } from '../service/candidate.js';
import { fillPath, freshNumber, isPattern } from '../service/path-template.js';
import { literal, quote } from './literal.js';

/** A route as it is written into the configuration. */
export interface WrittenEndpoint {
  readonly id: string;
  readonly line: string;
  readonly isComment: boolean;
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ');

/** The path of a route in a comment. Parameters without a known value become new numbers. */
const pathForComment = (path: string): string =>
  oneLine(isPattern(path) ? path : (fillPath(path, () => freshNumber) ?? path));

function requestOf(method: string, path: string, body: Candidate['body'], abort = ''): string {
  const takesBody = method !== 'GET' && method !== 'DELETE' && body.kind !== 'none';
  if (!takesBody && abort === '') return quote(`${method} ${path}`);
  const methodPart = method === 'GET' ? '' : `method: ${quote(method)}, `;
  const bodyPart = takesBody ? `, body: ${literal(body.kind === 'json' ? body.value : {})}` : '';
  return `{ ${methodPart}path: ${quote(path)}${bodyPart}${abort} }`;
}

/** The line for a route that was tried. */
function endpointLine({ candidate, path, outcome }: TriedRoute): WrittenEndpoint {
  const { method, body } = candidate;
  const id = `${method} ${path}`;
  if (outcome.kind === 'works') return { id, line: `${requestOf(method, path, body)},`, isComment: false };
  const note =
    outcome.kind === 'endless'
      ? 'never ends; written like this, the client hangs up after the first byte'
      : outcome.reason;
  const abort = outcome.kind === 'endless' ? ", abort: 'response'" : '';
  const line = `// ${requestOf(method, pathForComment(path), body, abort)},  // ${oneLine(note)}`;
  return { id, line, isComment: true };
}

/** Lines in the order of the routes. Each id occurs once. */
export function endpointLines(routes: readonly TriedRoute[]): readonly WrittenEndpoint[] {
  const byId = new Map<string, WrittenEndpoint>();
  for (const line of routes.map(endpointLine)) {
    const known = byId.get(line.id);
    if (known === undefined || (known.isComment && !line.isComment)) byId.set(line.id, line);
  }
  return [...byId.values()];
}
