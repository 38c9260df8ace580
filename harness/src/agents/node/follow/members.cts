import util = require('node:util');
import isCore = require('./core-prototypes.cjs');

/** Objects with more members than these are tables, and no parts of one request. */
const mostMembers = 200;

/** Fields by which Node.js links timers with the same delay. By these, each timer leads to all others. */
const timerLinks = new Set<PropertyKey>(['_idleNext', '_idlePrev']);

const isObject = (value: unknown): value is object =>
  (typeof value === 'object' && value !== null) || typeof value === 'function';

/**
 * Whether an object cannot be looked into, or tells nothing. Looking into a proxy would run code of the application.
 */
const isClosed = (value: object): boolean =>
  util.types.isProxy(value) || ArrayBuffer.isView(value) || util.types.isAnyArrayBuffer(value) || value === globalThis;

/** All objects that a collection or an object holds, without a limit. */
function allMembers(value: object): readonly object[] {
  if (isClosed(value)) return [];
  if (util.types.isMap(value)) return [...value].flat().filter(isObject);
  if (util.types.isSet(value)) return [...value].filter(isObject);
  return Reflect.ownKeys(value)
    .map((key) => Reflect.getOwnPropertyDescriptor(value, key)?.value as unknown)
    .filter(isObject);
}

/** How many members a collection or an object has. */
function sizeOf(value: object): number {
  if (isClosed(value)) return 0;
  if (util.types.isMap(value) || util.types.isSet(value)) return value.size;
  return Array.isArray(value) ? value.length : Reflect.ownKeys(value).length;
}

/**
 * The object that another one was made from by `Object.create`. The prototype of a class is left out: it tells nothing
 * about its instances.
 */
function instanceBehind(value: object): unknown {
  const prototype: unknown = Object.getPrototypeOf(value);
  return isObject(prototype) && !Object.hasOwn(prototype, 'constructor') && !isCore(prototype) ? prototype : undefined;
}

/**
 * The objects that a program can see in an object: its properties, without running accessors, and the entries of
 * collections.
 */
function visibleMembers(value: object): readonly object[] {
  if (isClosed(value)) return [];
  const found: unknown[] = [];
  if (util.types.isMap(value)) for (const entry of value) found.push(...entry);
  if (util.types.isSet(value)) found.push(...value);
  for (const key of Reflect.ownKeys(value).slice(0, mostMembers)) {
    if (!timerLinks.has(key)) found.push(Reflect.getOwnPropertyDescriptor(value, key)?.value);
  }
  found.push(instanceBehind(value));
  return found.filter(isObject);
}

/** The numbers among the properties of an object. */
function numbersOf(value: object): readonly number[] {
  if (isClosed(value) || Array.isArray(value)) return [];
  return Reflect.ownKeys(value)
    .slice(0, mostMembers)
    .map((key) => Reflect.getOwnPropertyDescriptor(value, key)?.value as unknown)
    .filter((member) => typeof member === 'number');
}

export = { allMembers, isClosed, isObject, numbersOf, sizeOf, visibleMembers };
