import type { Program } from 'acorn';
import type { KnownRoute } from '../../model/known-route.js';
import { walkSyntax } from './syntax-node.js';

const extension = String.raw`\.[cm]?[jt]sx?$`;
const appRoute = new RegExp(`^(?:src/)?app/((?:.+/)?)route${extension}`);
const pagesApi = new RegExp(`^(?:src/)?pages/(api/.+)${extension}`);
const appPage = new RegExp(`^(?:src/)?app/((?:.+/)?)page${extension}`);

const methodNames: ReadonlySet<string> = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']);

/**
 * The path of a file. `[id]` is a parameter, and `(group)` and `@slot` are not part of the path. Null when the file
 * answers any path.
 */
function toPath(place: string): string | null {
  const parts = place.split('/').filter((part) => part !== '' && !/^\(.*\)$|^@/.test(part));
  if (
    parts.some(
      (part) => part.startsWith('[...') || part.startsWith('[[') || part.startsWith('_') || part.startsWith('(.'),
    )
  )
    return null;
  const named = parts.map((part) => part.replace(/^\[(.+)\]$/, ':$1'));
  return `/${named.join('/').replace(/(^|\/)index$/, '')}`;
}

/** The methods that a route file answers. It exports a function for each. */
function exportedMethods(program: Program): readonly string[] {
  const names = program.body.flatMap((item) => {
    if (item.type !== 'ExportNamedDeclaration') return [];
    const { declaration } = item;
    const declared =
      declaration?.type === 'VariableDeclaration'
        ? declaration.declarations.map(({ id }) => (id.type === 'Identifier' ? id.name : ''))
        : [declaration?.id?.name ?? ''];
    return [...declared, ...item.specifiers.map(({ exported }) => ('name' in exported ? exported.name : ''))];
  });
  return names.filter((name) => methodNames.has(name));
}

/** The methods that a handler of `pages/api` compares `req.method` with. GET when it compares none. */
function comparedMethods(program: Program): readonly string[] {
  const found = new Set<string>();
  let looks = false;
  walkSyntax(program, (node) => {
    if (node.type === 'MemberExpression' && node.property.type === 'Identifier' && node.property.name === 'method')
      looks = true;
    if (looks && node.type === 'Literal' && typeof node.value === 'string' && methodNames.has(node.value))
      found.add(node.value);
  });
  return found.size === 0 ? ['GET'] : [...found];
}

/** Routes of Next.js, which are in the names of files. */
export function findNextRoutes(programs: ReadonlyMap<string, Program>): readonly KnownRoute[] {
  return [...programs].flatMap(([file, program]) => {
    const [, inApp] = appRoute.exec(file) ?? [];
    const [, inPages] = pagesApi.exec(file) ?? [];
    const [, page] = appPage.exec(file) ?? [];
    const place = inApp ?? inPages ?? page;
    const path = place === undefined ? null : toPath(place);
    if (path === null) return [];
    const methods =
      inApp !== undefined ? exportedMethods(program) : inPages !== undefined ? comparedMethods(program) : ['GET'];
    return methods.map((method) => ({ method, path }));
  });
}
