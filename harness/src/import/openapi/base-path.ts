import { type Fields, fieldsOf, isFields, listOf, plainText, textOf } from '../values.js';
import type { OpenApiDocument } from './open-document.js';

export interface Base {
  /** Without a slash at its end. Empty when paths begin at the root. */
  readonly path: string;
  readonly origin: string | null;
}

/** The start of relative addresses when nothing else is given. */
const nowhere = 'http://nowhere.invalid';

const withDefaults = (url: string, variables: Fields): string =>
  url.replace(/\{([^{}]*)\}/g, (_all, name: string) => plainText(fieldsOf(variables[name]).default));

/** The path in front of all paths: that of the first server, or `basePath`. */
export function baseOf({ root, version }: OpenApiDocument, ...nearer: readonly Fields[]): Base {
  if (version === '2') return { path: trimmed(textOf(root.basePath) ?? ''), origin: originOf2(root) };
  const servers = [...nearer, root].map((place) => listOf(place.servers)[0]).find(isFields);
  const url = withDefaults(textOf(servers?.url) ?? '/', fieldsOf(servers?.variables));
  if (!URL.canParse(url, nowhere)) return { path: '', origin: null };
  const { origin, pathname } = new URL(url, nowhere);
  return { path: trimmed(pathname), origin: origin === nowhere ? null : origin };
}

function originOf2({ host, schemes }: Fields): string | null {
  const [scheme = 'http'] = listOf(schemes).map(plainText);
  return typeof host === 'string' && URL.canParse(`${scheme}://${host}`) ? new URL(`${scheme}://${host}`).origin : null;
}

const trimmed = (path: string): string => {
  const bare = path.replace(/\/+$/, '');
  return bare === '' || bare.startsWith('/') ? bare : `/${bare}`;
};
