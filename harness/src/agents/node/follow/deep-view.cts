import inspector = require('node:inspector');
import util = require('node:util');
import isCore = require('./core-prototypes.cjs');
import members = require('./members.cjs');

/** Under this name the inspector's expressions find what the main thread hands them. */
const handOver = Symbol.for('leakline.members');

/** The internal properties that lead on: those of a promise, and those of a function that `bind` made. */
const leading = new Set(['[[PromiseResult]]', '[[TargetFunction]]', '[[BoundThis]]', '[[BoundArgs]]']);

/** No more scopes are read. Variables further out are those of the module. */
const mostScopes = 3;

interface Property {
  readonly name: string;
  readonly value?: { readonly objectId?: string; readonly description?: string; readonly value?: unknown };
}

interface Properties {
  readonly internalProperties?: readonly Property[];
  readonly privateProperties?: readonly Property[];
  readonly result: readonly Property[];
}

interface Hand {
  value: unknown;
  readonly taken: unknown[];
}

interface DeepView {
  /** What only the engine sees of an object: the variables that a function has captured, and private fields. */
  hiddenMembers(value: object): readonly object[];
  /** Whether time ran out before everything was read. */
  isCut(): boolean;
  close(): void;
}

/**
 * Whether there may be something to find. Data has neither captured variables nor private fields, and those of
 * Node.js's own classes tell nothing.
 */
function mayHide(value: object): boolean {
  if (typeof value === 'function' || util.types.isPromise(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return members.isObject(prototype) && !isCore(prototype);
}

/**
 * Asks V8 by an inspector session in this thread, which answers at once.
 *
 * @param hasTime asked before each look, because a look costs a good tenth of a millisecond.
 */
function openDeepView(hasTime: () => boolean): DeepView {
  const seen = new Map<object, readonly object[]>();
  let cut = false;
  const session = new inspector.Session();
  session.connect();
  const hand: Hand = { value: undefined, taken: [] };
  Object.defineProperty(globalThis, handOver, { value: hand, configurable: true, enumerable: false });

  function post<T>(method: string, params: object): T | null {
    let answer: T | null = null;
    session.post(method, params, (error, result) => {
      if (error === null) answer = result as T;
    });
    return answer;
  }

  const name = 'globalThis[Symbol.for("leakline.members")]';

  const propertiesOf = (objectId: string | undefined): Properties | null =>
    objectId === undefined
      ? null
      : post<Properties>('Runtime.getProperties', { objectId, ownProperties: true, accessorPropertiesOnly: false });

  /** Turns an object that the inspector knows by an id back into a value. */
  function take(objectId: string | undefined): void {
    if (objectId === undefined) return;
    post('Runtime.callFunctionOn', { objectId, functionDeclaration: `function () { ${name}.taken.push(this); }` });
  }

  function takeScopes(properties: Properties): void {
    const scopes = properties.internalProperties?.find((property) => property.name === '[[Scopes]]');
    const list = propertiesOf(scopes?.value?.objectId)?.result ?? [];
    for (const { value } of list.filter(({ name: index }) => /^\d+$/.test(index)).slice(0, mostScopes)) {
      if (value?.description?.startsWith('Global') === false) take(value.objectId);
    }
  }

  function look(value: object): readonly object[] {
    hand.value = value;
    hand.taken.length = 0;
    const expression = `${name}.value`;
    const group = { objectGroup: 'leakline' };
    const found = post<{ readonly result: { readonly objectId?: string } }>('Runtime.evaluate', {
      expression,
      ...group,
    });
    const properties = propertiesOf(found?.result.objectId);
    if (properties !== null) {
      for (const { value: field } of properties.privateProperties ?? []) {
        if (typeof field?.value === 'number') hand.taken.push({ number: field.value });
        take(field?.objectId);
      }
      if (typeof value === 'function') takeScopes(properties);
      for (const { name: inner, value: held } of properties.internalProperties ?? []) {
        if (leading.has(inner)) take(held?.objectId);
      }
    }
    hand.value = undefined;
    post('Runtime.releaseObjectGroup', group);
    return hand.taken.filter(members.isObject);
  }

  return {
    hiddenMembers(value) {
      if (members.isClosed(value) || !mayHide(value)) return [];
      const known = seen.get(value);
      if (known !== undefined) return known;
      if (!hasTime()) {
        cut = true;
        return [];
      }
      const found = look(value);
      seen.set(value, found);
      return found;
    },
    isCut: () => cut,
    close() {
      session.disconnect();
      Reflect.deleteProperty(globalThis, handOver);
    },
  };
}

/**
 * The objects that the latest snapshot knows by these numbers. Those that are gone are left out, and so are those that
 * no program can hold. To be called once after a snapshot, because V8 forgets the numbers when a session ends.
 */
function objectsById(heapObjectIds: readonly number[]): ReadonlyMap<number, object> {
  const session = new inspector.Session();
  session.connect();
  const taken: unknown[] = [];
  Object.defineProperty(globalThis, handOver, { value: { taken }, configurable: true, enumerable: false });
  const take = 'function () { globalThis[Symbol.for("leakline.members")].taken.push(this); }';
  const found = new Map<number, object>();
  for (const heapObjectId of heapObjectIds) {
    taken.length = 0;
    session.post('HeapProfiler.getObjectByHeapObjectId', { objectId: String(heapObjectId) }, (error, answer) => {
      const objectId = (answer as { result?: { objectId?: string } } | undefined)?.result?.objectId;
      if (error === null && objectId !== undefined) {
        session.post('Runtime.callFunctionOn', { objectId, functionDeclaration: take });
      }
    });
    const [object] = taken;
    if (members.isObject(object)) found.set(heapObjectId, object);
  }
  session.disconnect();
  Reflect.deleteProperty(globalThis, handOver);
  return found;
}

export = { objectsById, openDeepView };
