import type { CallExpression, MemberExpression, NewExpression } from 'acorn';
import { callBuiltin } from './call-builtin.js';
import { callList } from './call-list.js';
import { callPathModule } from './call-path-module.js';
import { callPath, callRouter } from './call-router.js';
import { evaluateImport, evaluateList, nameOfMember } from './evaluate-parts.js';
import { makeFromPackage } from './frameworks.js';
import { folderOf } from './module-values.js';
import { memberOf } from './scope.js';
import { type Scope, unknown, type Value } from './value.js';
import type { World } from './world.js';

/** `new X(…)`. */
export function evaluateNew(node: NewExpression, scope: Scope, world: World): Value {
  const callee = world.evaluate(node.callee, scope);
  const args = evaluateList(node.arguments, scope, world);
  if (callee.kind === 'class') return world.instantiate(callee.node, callee.scope, args);
  // `new URL('./routes', import.meta.url)`
  if (node.callee.type === 'Identifier' && node.callee.name === 'URL')
    return callPathModule('join', [folderOf(scope), ...args.slice(0, 1)]) ?? unknown;
  return callee.kind === 'package' ? makeOrPass(callee, args, world) : unknown;
}

type PackageValue = Extract<Value, { kind: 'package' }>;

/** What a package makes of its arguments, or something of the package. */
function makeOrPass(callee: PackageValue, args: readonly Value[], world: World): Value {
  const made = makeFromPackage(callee, args);
  if (made?.kind === 'router') world.seeRouter(made.router);
  return made ?? { ...callee, members: [...callee.members, '()'] };
}

/** A call: of a function that is followed, of a router, of a package. */
export function evaluateCall(node: CallExpression, scope: Scope, world: World): Value {
  const { callee } = node;
  if (callee.type === 'Super') return unknown;
  if (callee.type === 'Identifier' && callee.name === 'require' && node.arguments.length === 1) {
    return evaluateImport(world.evaluate(node.arguments[0], scope), scope, world);
  }
  if (callee.type === 'MemberExpression') return callMember(node, callee, scope, world);
  const value = world.evaluate(callee, scope);
  return callValue(value, evaluateList(node.arguments, scope, world), world);
}

function callValue(callee: Value, args: readonly Value[], world: World): Value {
  if (callee.kind === 'function') return world.call(callee, args);
  if (callee.kind === 'package') {
    const path = callPathModule(callee.members.at(-1) ?? '', args, callee.name);
    if (path !== null) return path;
  }
  // A stranger may call what it is given: `connect(() => { app.use(…) })`, `asyncHandler(register)`.
  for (const arg of args) if (arg.kind === 'function') world.call(arg, []);
  return callee.kind === 'package' ? makeOrPass(callee, args, world) : unknown;
}

function callMember(node: CallExpression, callee: MemberExpression, scope: Scope, world: World): Value {
  const owner = world.evaluate(callee.object, scope);
  const name = nameOfMember(callee, scope, world);
  const args = evaluateList(node.arguments, scope, world);
  if (name === null) return callValue(unknown, args, world);
  if (callee.object.type === 'Identifier' && owner.kind === 'unknown') {
    const given = callBuiltin(callee.object.name, name, args);
    if (given !== null) return given;
  }
  if (owner.kind === 'router') {
    return callRouter(owner, name, args, {
      run: (plugin, router, options) => {
        const value = plugin.kind === 'object' ? memberOf(plugin, 'default') : plugin;
        if (value.kind === 'function') world.call(value, [router, options]);
      },
      autoload: world.autoload,
    });
  }
  if (owner.kind === 'path') return callPath(owner, name);
  if (owner.kind === 'array') {
    const listed = callList(owner.items, name, (each, values) => callValue(each, values, world), args);
    if (listed !== null) return listed;
  }
  // `promise.then(f)` of a known value.
  const [first] = args;
  if (name === 'then' && first?.kind === 'function') return world.call(first, [owner]);
  if (['call', 'bind', 'apply'].includes(name) && owner.kind === 'function')
    return name === 'bind' ? owner : world.call(owner, args.slice(1));
  return callValue(memberOf(owner, name), args, world);
}
