import path from 'node:path';
import type { CallExpression, MemberExpression, NewExpression } from 'acorn';
import { callBuiltin } from './call-builtin.js';
import { callPath, callRouter } from './call-router.js';
import { evaluateImport, evaluateList, nameOfMember } from './evaluate-parts.js';
import { makeFromPackage } from './frameworks.js';
import type { Interpreter } from './interpreter.js';
import { folderOf } from './module-values.js';
import { memberOf } from './scope.js';
import { type Scope, text, unknown, type Value } from './value.js';

/**
 * The result of `path.join(__dirname, 'routes')` and similar calls. Paths are relative to the project. Null for all
 * other calls.
 */
function callPathModule(name: string, args: readonly Value[], module = 'path'): Value | null {
  const parts = args.map((arg) => (arg.kind === 'text' ? arg.text : null));
  if (parts.includes(null) || parts.length === 0) return null;
  const texts = parts.map((part) => part ?? '');
  if (/^(node:)?url$/.test(module)) return name === 'fileURLToPath' ? text(texts[0] ?? '') : null;
  if (!/^(node:)?path$/.test(module)) return null;
  if (name === 'join' || name === 'resolve') return text(path.posix.join(...texts));
  return name === 'dirname' ? text(path.posix.dirname(texts[0] ?? '')) : null;
}

/** The value of `new X(…)`. */
export function evaluateNew(node: NewExpression, scope: Scope, interpreter: Interpreter): Value {
  const callee = interpreter.evaluate(node.callee, scope);
  const args = evaluateList(node.arguments, scope, interpreter);
  if (callee.kind === 'class') return interpreter.instantiate(callee.node, callee.scope, args);
  // `new URL('./routes', import.meta.url)`
  if (node.callee.type === 'Identifier' && node.callee.name === 'URL')
    return callPathModule('join', [folderOf(scope), ...args.slice(0, 1)]) ?? unknown;
  return callee.kind === 'package' ? makeOrPass(callee, args, interpreter) : unknown;
}

type PackageValue = Extract<Value, { kind: 'package' }>;

/** What a package makes of its arguments. If that is not known, the value stays something of the package. */
function makeOrPass(callee: PackageValue, args: readonly Value[], interpreter: Interpreter): Value {
  const made = makeFromPackage(callee, args);
  if (made?.kind === 'router') interpreter.seeRouter(made.router);
  return made ?? { ...callee, members: [...callee.members, '()'] };
}

/** The value of a call of a function that can be followed, of a router, or of a package. */
export function evaluateCall(node: CallExpression, scope: Scope, interpreter: Interpreter): Value {
  const { callee } = node;
  if (callee.type === 'Super') return unknown;
  if (callee.type === 'Identifier' && callee.name === 'require' && node.arguments.length === 1) {
    return evaluateImport(interpreter.evaluate(node.arguments[0], scope), scope, interpreter);
  }
  if (callee.type === 'MemberExpression') return callMember(node, callee, scope, interpreter);
  const value = interpreter.evaluate(callee, scope);
  return callValue(value, evaluateList(node.arguments, scope, interpreter), interpreter);
}

function callValue(callee: Value, args: readonly Value[], interpreter: Interpreter): Value {
  if (callee.kind === 'function') return interpreter.call(callee, args);
  if (callee.kind === 'package') {
    const path = callPathModule(callee.members.at(-1) ?? '', args, callee.name);
    if (path !== null) return path;
  }
  // An unknown function may call what it is given: `connect(() => { app.use(…) })`, `asyncHandler(register)`.
  for (const arg of args) if (arg.kind === 'function') interpreter.call(arg, []);
  return callee.kind === 'package' ? makeOrPass(callee, args, interpreter) : unknown;
}

/**
 * The result of a list's method. Callbacks are called with each item. Null for a method that does not matter for
 * routes.
 */
function callList(
  items: Value[],
  name: string,
  call: (callback: Value, args: readonly Value[]) => Value,
  args: readonly Value[],
): Value | null {
  const [callback = unknown] = args;
  if (name === 'forEach' || name === 'map' || name === 'flatMap') {
    const given = items.map((item) => call(callback, [item]));
    return { kind: 'array', items: given };
  }
  if (name === 'filter' || name === 'sort' || name === 'reverse' || name === 'slice' || name === 'flat')
    return { kind: 'array', items };
  if (name === 'concat')
    return { kind: 'array', items: [...items, ...args.flatMap((arg) => (arg.kind === 'array' ? arg.items : [arg]))] };
  if (name === 'push') {
    items.push(...args);
    return unknown;
  }
  return null;
}

function callMember(node: CallExpression, callee: MemberExpression, scope: Scope, interpreter: Interpreter): Value {
  const owner = interpreter.evaluate(callee.object, scope);
  const name = nameOfMember(callee, scope, interpreter);
  const args = evaluateList(node.arguments, scope, interpreter);
  if (name === null) return callValue(unknown, args, interpreter);
  if (callee.object.type === 'Identifier' && owner.kind === 'unknown') {
    const given = callBuiltin(callee.object.name, name, args);
    if (given !== null) return given;
  }
  if (owner.kind === 'router') {
    return callRouter(owner, name, args, {
      run: (plugin, router, options) => {
        const value = plugin.kind === 'object' ? memberOf(plugin, 'default') : plugin;
        if (value.kind === 'function') interpreter.call(value, [router, options]);
      },
      autoload: interpreter.autoload,
    });
  }
  if (owner.kind === 'path') return callPath(owner, name);
  if (owner.kind === 'array') {
    const listed = callList(owner.items, name, (each, values) => callValue(each, values, interpreter), args);
    if (listed !== null) return listed;
  }
  // `then` of a known value, as in `promise.then(f)`, calls its callback with that value.
  const [first] = args;
  if (name === 'then' && first?.kind === 'function') return interpreter.call(first, [owner]);
  if (['call', 'bind', 'apply'].includes(name) && owner.kind === 'function')
    return name === 'bind' ? owner : interpreter.call(owner, args.slice(1));
  return callValue(memberOf(owner, name), args, interpreter);
}
