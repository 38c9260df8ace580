import path from 'node:path';
import type { Class, MethodDefinition, Program, PropertyDefinition } from 'acorn';
import { evaluate } from './evaluate.js';
import type { Interpreter } from './interpreter.js';
import { createRouter, mount, type Router } from './router.js';
import { moduleScope, runStatements } from './run-statements.js';
import { bind, innerScope, memberOf } from './scope.js';
import { type FunctionValue, propertyOf, type Scope, unknown, type Value } from './value.js';

const extensions = ['ts', 'tsx', 'mts', 'cts', 'js', 'mjs', 'cjs', 'jsx'];

/** The file of a project that an import means; null when it is none. `./users.js` may stand for `users.ts`. */
function resolveModule(specifier: string, from: string, files: ReadonlyMap<string, unknown>): string | null {
  const candidates = placesOf(specifier, from).flatMap((place) => [
    place,
    ...extensions.map((extension) => `${place}.${extension}`),
    ...extensions.map((extension) => `${place.replace(/\.[cm]?jsx?$/, '')}.${extension}`),
    ...extensions.map((extension) => path.posix.join(place, `index.${extension}`)),
  ]);
  return candidates.find((candidate) => files.has(candidate)) ?? null;
}

/**
 * The places that a specifier may stand for. `@/routes`, `~/routes` and `src/routes` are usual in `tsconfig.json`. A
 * single word is a package.
 */
function placesOf(specifier: string, from: string): readonly string[] {
  if (specifier.startsWith('.')) return [path.posix.join(path.posix.dirname(from), specifier)];
  const [, alias] = /^(?:@|~|#)\/?(.+)$/.exec(specifier) ?? [];
  const aliased = alias === undefined ? [] : [path.posix.join('src', alias), alias];
  return specifier.includes('/') ? [specifier, path.posix.join('src', specifier), ...aliased] : aliased;
}

/** Number of calls within calls. Deeper ones are recursion. */
const deepestCall = 24;
/** Number of nodes that are evaluated at most. A large service has some hundred thousand. */
const mostSteps = 2_000_000;

export interface ProjectInterpreter extends Interpreter {
  /** Runs a file unless it has been run already. */
  run(file: string): Value;
  scopeOf(file: string): Scope | null;
  /** Exported functions that nothing called. */
  uncalled(): readonly FunctionValue[];
}

/** Interprets the modules of a project as far as routes need it. None of their code is executed. */
export function createInterpreter(
  programs: ReadonlyMap<string, Program>,
  seeRouter: (router: Router) => void,
): ProjectInterpreter {
  const modules = new Map<string, { readonly scope: Scope; readonly module: Map<string, Value> }>();
  const called = new Set<unknown>();
  const running = new Set<unknown>();
  let depth = 0;
  let steps = 0;

  function run(file: string): Value {
    const known = modules.get(file);
    if (known !== undefined) return known.module.get('exports') ?? unknown;
    const program = programs.get(file);
    if (program === undefined) return unknown;
    const exported = new Map<string, Value>();
    const made = moduleScope(file, exported);
    modules.set(file, made);
    runStatements(program.body, made.scope, interpreter, exported);
    return made.module.get('exports') ?? unknown;
  }

  /** Interprets a call. A function that calls itself adds nothing by its inner calls, so these are skipped. */
  function call({ node, scope, self }: FunctionValue, args: readonly Value[]): Value {
    if (depth >= deepestCall || running.has(node)) return unknown;
    called.add(node);
    running.add(node);
    depth += 1;
    const inner = innerScope(scope, self ?? scope.self);
    const fallback = (other: unknown): Value => evaluate(other as Parameters<typeof evaluate>[0], inner, interpreter);
    node.params.forEach((pattern, index) => {
      bind(inner, pattern, args[index] ?? unknown, fallback);
    });
    const { body } = node;
    const returned =
      body.type === 'BlockStatement'
        ? runStatements(body.body, inner, interpreter)
        : evaluate(body, inner, interpreter);
    depth -= 1;
    running.delete(node);
    return returned;
  }

  function instantiate(node: Class, scope: Scope, args: readonly Value[]): Value {
    const properties = new Map<string, Value>();
    const self: Value = { kind: 'object', properties };
    if (depth < deepestCall) construct(node, scope, args, self, properties);
    return self;
  }

  function construct(
    node: Class,
    scope: Scope,
    args: readonly Value[],
    self: Value,
    properties: Map<string, Value>,
  ): void {
    depth += 1;
    const base = evaluate(node.superClass, scope, interpreter);
    if (base.kind === 'class') construct(base.node, base.scope, args, self, properties);
    const inner = innerScope(scope, self);
    const members = node.body.body;
    for (const member of members) if (member.type === 'MethodDefinition') addMethod(member, inner, self, properties);
    for (const member of members) if (member.type === 'PropertyDefinition') addField(member, inner, properties);
    const maker = members.find((member) => member.type === 'MethodDefinition' && member.kind === 'constructor');
    if (maker?.type === 'MethodDefinition') {
      addParameterProperties(maker, args, properties);
      call({ kind: 'function', node: maker.value, scope: inner, self }, args);
    }
    depth -= 1;
  }

  function addField({ key, value }: PropertyDefinition, scope: Scope, properties: Map<string, Value>): void {
    if (key.type === 'Identifier' || key.type === 'PrivateIdentifier')
      properties.set(key.name, evaluate(value, scope, interpreter));
  }

  const interpreter: ProjectInterpreter = {
    run,
    evaluate: (node, scope) => evaluate(node, scope, interpreter),
    call,
    instantiate,
    seeRouter,
    mayGoOn: () => steps++ < mostSteps,
    load(specifier, from) {
      const file = resolveModule(specifier, from, programs);
      if (file !== null) return run(file);
      return specifier.startsWith('.') ? unknown : { kind: 'package', name: specifier, members: [] };
    },
    scopeOf: (file) => modules.get(file)?.scope ?? null,
    uncalled: () =>
      [...modules.values()]
        .flatMap(({ module }) => exportedFunctions(module.get('exports')))
        .filter(({ node }) => !called.has(node)),
    autoload(router, options) {
      const folder = propertyOf(options, 'dir');
      if (folder.kind !== 'text') return;
      const nested = propertyOf(options, 'options');
      const prefix = propertyOf(nested, 'prefix');
      const start = prefix.kind === 'text' ? prefix.text : '';
      for (const file of programs.keys()) {
        if (!file.startsWith(`${folder.text}/`)) continue;
        loadPlugin(file, file.slice(folder.text.length + 1), start, router);
      }
    },
  };

  /**
   * Loads a plugin of `@fastify/autoload`. Subfolders are prefixes, and `autoPrefix` of a plugin replaces its folder.
   */
  function loadPlugin(file: string, name: string, start: string, router: Router): void {
    const exported = run(file);
    const plugin = exported.kind === 'object' ? memberOf(exported, 'default') : exported;
    if (plugin.kind !== 'function') return;
    const own = propertyOf(exported, 'autoPrefix');
    const folders = name
      .split('/')
      .slice(0, -1)
      .map((part) => part.replace(/^_/, ':'));
    const prefix = own.kind === 'text' ? own.text : folders.join('/');
    const child = createRouter(false);
    mount(router, `${start}/${prefix}`, child);
    call(plugin, [{ kind: 'router', router: child, base: '' }]);
  }

  return interpreter;
}

function addMethod(
  { key, value, kind }: MethodDefinition,
  scope: Scope,
  self: Value,
  properties: Map<string, Value>,
): void {
  if (kind !== 'method' || (key.type !== 'Identifier' && key.type !== 'PrivateIdentifier')) return;
  properties.set(key.name, { kind: 'function', node: value, scope, self });
}

/** Adds the fields that a constructor's parameters declare, as in `constructor(private readonly app: Express)`. */
function addParameterProperties(
  { value }: MethodDefinition,
  args: readonly Value[],
  properties: Map<string, Value>,
): void {
  value.params.forEach((param, index) => {
    if (param.type === 'Identifier' && !properties.has(param.name)) properties.set(param.name, args[index] ?? unknown);
  });
}

function exportedFunctions(value: Value | undefined): readonly FunctionValue[] {
  if (value?.kind === 'function') return [value];
  if (value?.kind !== 'object') return [];
  return [...value.properties.values()].filter((property) => property.kind === 'function');
}
