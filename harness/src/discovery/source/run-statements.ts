import type {
  Class,
  ExportNamedDeclaration,
  Identifier,
  ImportDeclaration,
  Literal,
  ModuleDeclaration,
  Statement,
} from 'acorn';
import { evaluate } from './evaluate.js';
import type { Interpreter } from './interpreter.js';
import { bind, innerScope, memberOf } from './scope.js';
import { type Scope, text, unknown, type Value } from './value.js';

type Item = Statement | ModuleDeclaration;

/**
 * Interprets statements one after the other. Every branch is taken. A loop runs once, or once for each item of a known
 * list.
 *
 * @returns the first value that is returned.
 */
export function runStatements(
  items: readonly Item[],
  scope: Scope,
  interpreter: Interpreter,
  exported: Map<string, Value> | null = null,
): Value {
  for (const item of items) hoist(item, scope, exported);
  let returned: Value = unknown;
  for (const item of items) {
    const value = runStatement(item, scope, interpreter, exported);
    if (returned.kind === 'unknown') returned = value;
  }
  return returned;
}

/** Declares functions first, because they can be called before they are defined. */
function hoist(item: Item, scope: Scope, exported: Map<string, Value> | null): void {
  const declaration =
    item.type === 'ExportNamedDeclaration' || item.type === 'ExportDefaultDeclaration' ? item.declaration : item;
  if (declaration?.type !== 'FunctionDeclaration') return;
  const value: Value = { kind: 'function', node: declaration, scope, self: null };
  if (declaration.id !== null) scope.names.set(declaration.id.name, () => value);
  if (item.type === 'ExportDefaultDeclaration') exported?.set('default', value);
  else if (item.type === 'ExportNamedDeclaration' && declaration.id !== null) exported?.set(declaration.id.name, value);
}

function runStatement(item: Item, scope: Scope, interpreter: Interpreter, exported: Map<string, Value> | null): Value {
  if (!interpreter.mayGoOn()) return unknown;
  const run = (inner: Statement | null | undefined): Value =>
    inner === null || inner === undefined ? unknown : runStatements([inner], scope, interpreter);
  const value = (node: Parameters<typeof evaluate>[0]): Value => evaluate(node, scope, interpreter);
  switch (item.type) {
    case 'ExpressionStatement':
      value(item.expression);
      return unknown;
    case 'ReturnStatement':
      return value(item.argument);
    case 'VariableDeclaration':
      for (const { id, init } of item.declarations) {
        bind(scope, id, value(init), (node) => value(node as Parameters<typeof evaluate>[0]));
      }
      return unknown;
    case 'ClassDeclaration':
      scope.names.set(item.id.name, () => ({ kind: 'class', node: item, scope }));
      return unknown;
    case 'BlockStatement':
      return runStatements(item.body, innerScope(scope), interpreter);
    case 'IfStatement': {
      value(item.test);
      const [one, other] = [run(item.consequent), run(item.alternate)];
      return one.kind === 'unknown' ? other : one;
    }
    case 'TryStatement': {
      const returned = [run(item.block), run(item.handler?.body), run(item.finalizer)];
      return returned.find(({ kind }) => kind !== 'unknown') ?? unknown;
    }
    case 'ForOfStatement':
    case 'ForInStatement':
      return runLoop(item, scope, interpreter);
    case 'ForStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'LabeledStatement':
      return run(item.body);
    case 'SwitchStatement':
      return runStatements(
        item.cases.flatMap(({ consequent }) => consequent),
        innerScope(scope),
        interpreter,
      );
    case 'ImportDeclaration':
      importNames(item, scope, interpreter);
      return unknown;
    default:
      if (exported !== null) runExport(item, scope, interpreter, exported);
      return unknown;
  }
}

function runLoop(
  item: Extract<Item, { type: 'ForOfStatement' | 'ForInStatement' }>,
  scope: Scope,
  interpreter: Interpreter,
): Value {
  const list = evaluate(item.right, scope, interpreter);
  const items = item.type === 'ForOfStatement' && list.kind === 'array' ? list.items : [unknown];
  for (const each of items) {
    const inner = innerScope(scope);
    const [declared] = item.left.type === 'VariableDeclaration' ? item.left.declarations : [];
    if (declared !== undefined) bind(inner, declared.id, each, () => unknown);
    runStatements([item.body], inner, interpreter);
  }
  return unknown;
}

function importNames({ source, specifiers }: ImportDeclaration, scope: Scope, interpreter: Interpreter): void {
  const module = interpreter.load(String(source.value), scope.file);
  for (const specifier of specifiers) {
    const name =
      specifier.type === 'ImportDefaultSpecifier'
        ? 'default'
        : specifier.type === 'ImportSpecifier'
          ? nameOf(specifier.imported)
          : null;
    // The value is read when it is used, because modules may import one another.
    scope.names.set(specifier.local.name, () => (name === null ? module : memberOf(module, name)));
  }
}

const nameOf = (node: Identifier | Literal): string => (node.type === 'Identifier' ? node.name : String(node.value));

function runExport(item: Item, scope: Scope, interpreter: Interpreter, exported: Map<string, Value>): void {
  if (item.type === 'ExportDefaultDeclaration') {
    const { declaration } = item;
    if (declaration.type === 'FunctionDeclaration') return;
    const value: Value =
      declaration.type === 'ClassDeclaration'
        ? { kind: 'class', node: declaration as Class, scope }
        : evaluate(declaration, scope, interpreter);
    if (declaration.type === 'ClassDeclaration' && declaration.id !== null)
      scope.names.set(declaration.id.name, () => value);
    exported.set('default', value);
  } else if (item.type === 'ExportAllDeclaration') {
    const module = interpreter.load(String(item.source.value), scope.file);
    if (item.exported) exported.set(nameOf(item.exported), module);
    else if (module.kind === 'object')
      for (const [name, value] of module.properties) if (name !== 'default') exported.set(name, value);
  } else if (item.type === 'ExportNamedDeclaration') exportNames(item, scope, interpreter, exported);
}

function exportNames(
  item: ExportNamedDeclaration,
  scope: Scope,
  interpreter: Interpreter,
  exported: Map<string, Value>,
): void {
  const { declaration, source } = item;
  if (declaration !== null && declaration !== undefined) {
    runStatement(declaration, scope, interpreter, null);
    const names =
      declaration.type === 'VariableDeclaration'
        ? declaration.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? [id.name] : []))
        : [declaration.id.name];
    for (const name of names) exported.set(name, scope.names.get(name)?.() ?? unknown);
  }
  const module = source === null || source === undefined ? null : interpreter.load(String(source.value), scope.file);
  for (const { local, exported: outer } of item.specifiers) {
    const name = nameOf(local);
    exported.set(nameOf(outer), module === null ? (scope.names.get(name)?.() ?? unknown) : memberOf(module, name));
  }
}

/** The scope of a module, which works for CommonJS and ES modules. */
export function moduleScope(
  file: string,
  exported: Map<string, Value>,
): { readonly scope: Scope; readonly module: Map<string, Value> } {
  const properties = new Map<string, Value>([['exports', { kind: 'object', properties: exported }]]);
  const module: Value = { kind: 'object', properties };
  const names = new Map<string, () => Value>([
    ['module', () => module],
    ['exports', () => ({ kind: 'object', properties: exported })],
    ['__filename', () => text(file)],
  ]);
  return { scope: { names, parent: null, file, self: unknown }, module: properties };
}
