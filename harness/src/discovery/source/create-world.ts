import type { Class, MethodDefinition, Program, PropertyDefinition } from 'acorn';
import { evaluate } from './evaluate.js';
import { resolveModule } from './resolve-module.js';
import type { Router } from './router.js';
import { createRouter, mount } from './router.js';
import { moduleScope, runStatements } from './run-statements.js';
import { bind, innerScope, memberOf } from './scope.js';
import { type FunctionValue, propertyOf, type Scope, unknown, type Value } from './value.js';
import type { World } from './world.js';

/** A call within a call within …: deeper ones are recursion. */
const deepestCall = 24;
/** Nodes that are looked at in all. A large service has some hundred thousand. */
const mostSteps = 2_000_000;

export interface ProjectWorld extends World {
  /** Runs a file, unless that has been done. */
  run(file: string): Value;
  scopeOf(file: string): Scope | null;
  /** Exported functions that nobody called. */
  uncalled(): readonly FunctionValue[];
}

/** Runs the modules of a project as far as routes need it. No code of theirs is executed. */
export function createWorld(programs: ReadonlyMap<string, Program>, seeRouter: (router: Router) => void): ProjectWorld {
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
    runStatements(program.body, made.scope, world, exported);
    return made.module.get('exports') ?? unknown;
  }

  /** What calls itself adds nothing to what it does the first time. */
  function call({ node, scope, self }: FunctionValue, args: readonly Value[]): Value {
    if (depth >= deepestCall || running.has(node)) return unknown;
    called.add(node);
    running.add(node);
    depth += 1;
    const inner = innerScope(scope, self ?? scope.self);
    const fallback = (other: unknown): Value => evaluate(other as Parameters<typeof evaluate>[0], inner, world);
    node.params.forEach((pattern, index) => {
      bind(inner, pattern, args[index] ?? unknown, fallback);
    });
    const { body } = node;
    const returned =
      body.type === 'BlockStatement' ? runStatements(body.body, inner, world) : evaluate(body, inner, world);
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
    const base = evaluate(node.superClass, scope, world);
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
      properties.set(key.name, evaluate(value, scope, world));
  }

  const world: ProjectWorld = {
    run,
    evaluate: (node, scope) => evaluate(node, scope, world),
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

  /** `@fastify/autoload`: subfolders are prefixes, and `autoPrefix` of a plugin stands for its folder. */
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

  return world;
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

/** `constructor(private readonly app: Express)` is a field as well. */
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
