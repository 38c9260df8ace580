import type { AnyNode, Expression, Program } from 'acorn';
import type { KnownRoute } from '../../model/known-route.js';
import { walkSyntax } from './syntax-node.js';

/** Names that code uses for a request's path. */
const pathNames: ReadonlySet<string> = new Set(['url', 'pathname', 'path', 'route', 'requestUrl', 'reqUrl']);

const nameOf = (node: AnyNode): string => {
  if (node.type === 'Identifier') return node.name;
  return node.type === 'MemberExpression' && node.property.type === 'Identifier' ? node.property.name : '';
};

const textOf = (node: AnyNode): string | null =>
  node.type === 'Literal' && typeof node.value === 'string' ? node.value : null;

const isPath = (text: string | null): text is string => text !== null && /^\/[\w./:{}-]*$/.test(text);

/** The text that a name is compared with, on either side of `name === 'text'`. */
function comparedText(node: AnyNode, isName: (name: string) => boolean): string | null {
  if (node.type !== 'BinaryExpression' || (node.operator !== '===' && node.operator !== '==')) return null;
  if (isName(nameOf(node.left as AnyNode))) return textOf(node.right);
  return isName(nameOf(node.right)) ? textOf(node.left as AnyNode) : null;
}

/** All conditions of `a && b && c`. */
const conjunction = (node: Expression): readonly AnyNode[] =>
  node.type === 'LogicalExpression' && node.operator === '&&'
    ? [...conjunction(node.left), ...conjunction(node.right)]
    : [node];

const methodIn = (nodes: readonly AnyNode[]): string =>
  nodes.map((node) => comparedText(node, (name) => name === 'method')).find((method) => method !== null) ?? 'GET';

function routesOfNode(node: AnyNode): readonly KnownRoute[] {
  if (node.type === 'LogicalExpression' && node.operator === '&&') {
    const parts = conjunction(node);
    const method = methodIn(parts);
    return parts.flatMap((part) => compared(part).map((path) => ({ method, path })));
  }
  if (node.type === 'BinaryExpression') return compared(node).map((path) => ({ method: 'GET', path }));
  if (node.type === 'SwitchStatement' && pathNames.has(nameOf(node.discriminant))) {
    return node.cases.flatMap(({ test }) => {
      const path = test === null || test === undefined ? null : textOf(test);
      return isPath(path) ? [{ method: 'GET', path }] : [];
    });
  }
  return node.type === 'ObjectExpression' ? node.properties.flatMap(routeOfProperty) : [];
}

function compared(node: AnyNode): readonly string[] {
  const path = comparedText(node, (name) => pathNames.has(name));
  return isPath(path) ? [path] : [];
}

/** The route of a property in a table of paths: `{ '/x': handler }`, `{ 'POST /x': handler }`. */
function routeOfProperty(property: AnyNode): readonly KnownRoute[] {
  if (property.type !== 'Property') return [];
  const [, method = 'GET', path = null] = /^(?:([A-Z]+) )?(\/.*)$/.exec(textOf(property.key) ?? '') ?? [];
  const isHandler = /Function|Identifier|MemberExpression|CallExpression/.test(property.value.type);
  return isHandler && isPath(path) ? [{ method, path }] : [];
}

/** Routes of a server without a framework: `request.url === '/x'`, `switch (pathname)`, tables of paths. */
export function findPlainRoutes(
  programs: ReadonlyMap<string, Program>,
  files: readonly string[],
): readonly KnownRoute[] {
  return files.flatMap((file) => {
    const found: KnownRoute[] = [];
    const inConjunction = new Set<string>();
    const program = programs.get(file);
    if (program === undefined) return [];
    walkSyntax(program, (node) => {
      for (const route of routesOfNode(node)) {
        // The outer `&&` has been visited before, and knows the method.
        if (node.type === 'BinaryExpression' && inConjunction.has(route.path)) continue;
        if (node.type === 'LogicalExpression' && inConjunction.has(route.path) && route.method === 'GET') continue;
        if (node.type === 'LogicalExpression') inConjunction.add(route.path);
        found.push(route);
      }
    });
    return found;
  });
}
