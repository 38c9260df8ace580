import type { KnownRoute } from '../../model/known-route.js';
import type { Candidate } from './candidate.js';
import { candidatesOf, documentPaths, parseDocument } from './openapi.js';
import { sendQuestion } from './send-question.js';

/** What a service tells about itself in a document. */
export interface ServiceDocument {
  readonly path: string;
  readonly candidates: readonly Candidate[];
}

const looksLikeDocument = ({ method, path }: KnownRoute): boolean =>
  method === 'GET' &&
  /(?:openapi|swagger|docs?|documentation)[\w-]*(?:\/(?:json|openapi\.json|swagger\.json)|-json|\.json)$/.test(path);

/** Asks for an OpenAPI document, first where the service's own routes point to one, then at the usual paths. */
export async function findDocument(
  baseUrl: string,
  routes: readonly KnownRoute[],
  signal: AbortSignal,
): Promise<ServiceDocument | null> {
  const told = routes.filter(looksLikeDocument).map(({ path }) => path);
  for (const path of new Set([...told, ...documentPaths])) {
    const answer = await sendQuestion(baseUrl, { method: 'GET', path }, signal);
    const document = answer.kind === 'answer' && answer.status === 200 ? parseDocument(answer.body) : null;
    if (document !== null) return { path, candidates: candidatesOf(document) };
  }
  return null;
}

/** The folder or page that a document belongs to: `/docs` for `/docs-json`, `/docs/json` and `/docs/openapi.json`. */
const rootOf = (path: string): string =>
  path.replace(/(?:[-/]json|\/(?:openapi|swagger|api-docs)\.json|\.json)$/, '') || path;

/** Creates a test for routes that show the service's documentation. Nobody wants to measure those. */
export function isDocumentation(document: ServiceDocument | null): (route: { readonly path: string }) => boolean {
  if (document === null) return () => false;
  const root = rootOf(document.path);
  return ({ path }) =>
    path === document.path ||
    path === root ||
    path.startsWith(`${root}/`) ||
    path.startsWith(`${root}-`) ||
    path.startsWith(`${root}.`);
}
