import type { AnyNode, Class, Expression, Program } from 'acorn';
import type { KnownRoute } from '../../model/known-route.js';
import { joinPath } from '../join-path.js';
import type { ProjectInterpreter } from './create-interpreter.js';
import { evaluate } from './evaluate.js';
import { walkSyntax } from './syntax-node.js';
import { propertyOf, textsOf, type Value } from './value.js';

/** A class or method with decorators, as the parser leaves it. */
interface Decorated {
  readonly decorators?: readonly { readonly expression: Expression }[];
}

type Read = (node: AnyNode) => Value;

const controllers: readonly string[] = ['Controller', 'JsonController'];
const methodNames: ReadonlySet<string> = new Set([
  'Get',
  'Post',
  'Put',
  'Patch',
  'Delete',
  'Head',
  'Options',
  'All',
  'Sse',
]);

/** Name and arguments of the decorators of a class or method. */
function decoratorsOf(node: AnyNode): readonly (readonly [name: string, args: readonly AnyNode[]])[] {
  return ((node as Decorated).decorators ?? []).flatMap(({ expression }) =>
    expression.type === 'CallExpression' && expression.callee.type === 'Identifier'
      ? [[expression.callee.name, expression.arguments] as const]
      : [],
  );
}

/** What the application sets for all controllers. */
interface Globals {
  readonly prefix: string;
  /** The text in front of a controller's version. Null when the version is not in the path. */
  readonly versionPrefix: string | null;
}

function findGlobals(programs: ReadonlyMap<string, Program>, read: (file: string) => Read): Globals {
  let globals: Globals = { prefix: '', versionPrefix: null };
  for (const [file, program] of programs) {
    walkSyntax(program, (node) => {
      if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return;
      const { property } = node.callee;
      const name = property.type === 'Identifier' ? property.name : '';
      const [first] = node.arguments;
      if (name === 'setGlobalPrefix' && first !== undefined) {
        globals = { ...globals, prefix: textsOf(read(file)(first))?.[0] ?? globals.prefix };
      } else if (name === 'enableVersioning')
        globals = { ...globals, versionPrefix: versionPrefixOf(first, read(file)) };
    });
  }
  return globals;
}

/** The prefix of versions. By default, and with `VersioningType.URI`, the version is in the path. */
function versionPrefixOf(options: AnyNode | undefined, read: Read): string | null {
  if (options === undefined) return 'v';
  if (options.type !== 'ObjectExpression') return null;
  const type = options.properties.find(
    (property) => property.type === 'Property' && property.key.type === 'Identifier' && property.key.name === 'type',
  );
  const value = type?.type === 'Property' ? type.value : null;
  const isUri =
    value === null ||
    (value.type === 'MemberExpression' && value.property.type === 'Identifier' && value.property.name === 'URI');
  if (!isUri) return null;
  const prefix = propertyOf(read(options), 'prefix');
  return prefix.kind === 'text' ? prefix.text : 'v';
}

/** Routes of classes with `@Controller('cats')` and methods with `@Get(':id')`. */
export function findNestRoutes(
  programs: ReadonlyMap<string, Program>,
  interpreter: ProjectInterpreter,
): readonly KnownRoute[] {
  const read =
    (file: string): Read =>
    (node) => {
      interpreter.run(file);
      const scope = interpreter.scopeOf(file);
      return scope === null ? { kind: 'unknown' } : evaluate(node, scope, interpreter);
    };
  let globals: Globals | null = null;
  const found: KnownRoute[] = [];
  for (const [file, program] of programs) {
    walkSyntax(program, (node) => {
      if (node.type !== 'ClassDeclaration' && node.type !== 'ClassExpression') return;
      const controller = decoratorsOf(node).find(([name]) => controllers.includes(name));
      if (controller === undefined) return;
      globals ??= findGlobals(programs, read);
      found.push(...routesOfClass(node, controller[1][0], globals, read(file)));
    });
  }
  return found;
}

function routesOfClass(node: Class, given: AnyNode | undefined, globals: Globals, read: Read): readonly KnownRoute[] {
  const options = given === undefined ? null : read(given);
  const prefixes =
    options === null
      ? ['']
      : (textsOf(options) ?? textsOf(propertyOf(options, 'path')) ?? (options.kind === 'object' ? [''] : []));
  const [version] = options === null ? [] : (textsOf(propertyOf(options, 'version')) ?? []);
  const versioned = version === undefined || globals.versionPrefix === null ? '' : `${globals.versionPrefix}${version}`;
  const base = joinPath(joinPath('', globals.prefix), versioned);
  return node.body.body.flatMap((member) => {
    if (member.type !== 'MethodDefinition') return [];
    return decoratorsOf(member).flatMap(([name, [path]]) => {
      if (!methodNames.has(name)) return [];
      const paths = path === undefined ? [''] : (textsOf(read(path)) ?? (path.type === 'ObjectExpression' ? [''] : []));
      const method = name === 'All' || name === 'Sse' ? 'GET' : name.toUpperCase();
      return prefixes.flatMap((prefix) =>
        paths.map((end) => ({ method, path: joinPath(joinPath(base, prefix), end) })),
      );
    });
  });
}
