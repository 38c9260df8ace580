import events = require('node:events');
import attachment = require('../attachment.cjs');
import objectsOf = require('../objects-of.cjs');
import patch = require('./patch.cjs');

/** A class of event emitters, recognised by the methods that it declares itself. */
interface EmitterClass {
  readonly methods: readonly string[];
  onFound(prototype: object): void;
}

const declares = (prototype: object, method: string): boolean =>
  typeof Object.getOwnPropertyDescriptor(prototype, method)?.value === 'function';

/**
 * Finds classes by their shape when the first instance is made, before its constructor has done anything. Unlike a hook
 * on `require`, this also finds a package that was imported, or bundled into the application.
 */
function findEmitterClasses(classes: readonly EmitterClass[]): void {
  const seen = new WeakSet<object>();

  function inspect(prototype: object): void {
    for (const { methods, onFound } of classes) {
      if (methods.every((method) => declares(prototype, method))) onFound(prototype);
    }
  }

  function inspectClasses(emitter: unknown): void {
    for (
      let link = Object.getPrototypeOf(emitter);
      link !== null && !seen.has(link);
      link = Object.getPrototypeOf(link)
    ) {
      seen.add(link);
      inspect(link);
    }
  }

  // A process that ran before has made its pools, and may make no other.
  if (attachment.isAttached()) objectsOf(events.EventEmitter.prototype).forEach(inspectClasses);
  // Every constructor of an emitter calls `init` by this name.
  patch.patchMethods(events.EventEmitter, ['init'], (original, self, args) => {
    inspectClasses(self);
    return Reflect.apply(original, self, args);
  });
}

export = findEmitterClasses;
