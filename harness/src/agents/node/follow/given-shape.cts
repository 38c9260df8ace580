import util = require('node:util');
import isCore = require('./core-prototypes.cjs');
import members = require('./members.cjs');

/**
 * What a caller was given. `nothing`: `undefined`, `null`, a flag, a number, or the object whose method was called.
 * `data`: a text, or an object without functions. `object`: a function, or an object that has some.
 */
type GivenShape = 'nothing' | 'data' | 'object';

/** Nobody looks deeper than this for a function to call. */
const deepestLook = 3;
const mostMembers = 50;

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || Array.isArray(value);
};

/** Whether a value carries no behaviour of a package. */
const isValue = (value: object): boolean =>
  util.types.isDate(value) ||
  util.types.isRegExp(value) ||
  util.types.isNativeError(value) ||
  util.types.isAnyArrayBuffer(value) ||
  ArrayBuffer.isView(value);

function membersOf(value: object): readonly unknown[] {
  if (util.types.isMap(value)) return [...value.values()].slice(0, mostMembers);
  if (util.types.isSet(value)) return [...value].slice(0, mostMembers);
  return Object.values(Object.getOwnPropertyDescriptors(value))
    .slice(0, mostMembers)
    .map((descriptor) => descriptor.value);
}

function hasBehaviour(value: unknown, depth: number): boolean {
  // Looking into a proxy would run code of the application.
  if (typeof value === 'function' || util.types.isProxy(value)) return true;
  if (!members.isObject(value) || isValue(value) || depth === 0) return false;
  const isOfClass = !isPlain(value) && !util.types.isMap(value) && !util.types.isSet(value);
  return isOfClass || membersOf(value).some((member) => hasBehaviour(member, depth - 1));
}

/** What a caller can do with what it was given. */
function givenShape(value: unknown, self: unknown): GivenShape {
  if (value === self || value === null || ['undefined', 'boolean', 'number', 'bigint'].includes(typeof value))
    return 'nothing';
  return hasBehaviour(value, deepestLook) ? 'object' : 'data';
}

/**
 * Finds, in the text of a method, calls of Node.js and of the language that undo what another call began, and a method
 * with such a name. The mere word tells nothing: `delete` is a verb of HTTP, too.
 */
const undoing =
  /(?:(?:\.|^(?:async\s)?)\s*(removeListener|removeAllListeners|removeEventListener|off|abort|destroy|close|end|terminate|kill|delete|splice|clear)|\b(clearInterval|clearTimeout|clearImmediate))\s*\(|\b(delete)\s+this\b/g;

function textOf(method: unknown): string {
  return typeof method === 'function' ? Function.prototype.toString.call(method) : '';
}

/** What the methods of an object undo. Methods of classes of packages count, and an object's own functions. */
function undoesOf(value: unknown): readonly string[] {
  if (!members.isObject(value)) return [];
  const found = new Set<string>();
  const isOfPackage = (link: object): boolean => !isCore(link) && !util.types.isProxy(link);
  for (let link: object | null = value; link !== null && isOfPackage(link); link = Object.getPrototypeOf(link)) {
    for (const [name, { value: method }] of Object.entries(Object.getOwnPropertyDescriptors(link))) {
      if (name === 'constructor') continue;
      for (const match of textOf(method).matchAll(undoing))
        found.add(match.slice(1).find((word) => word !== undefined) ?? '');
    }
  }
  return [...found];
}

export = { givenShape, undoesOf };
