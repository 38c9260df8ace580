import nodeModule = require('node:module');

/** Modules of Node.js whose classes are among what packages return. */
const coreModules = 'events net tls http https http2 stream fs zlib dgram child_process worker_threads readline'.split(
  ' ',
);

function addPrototypes(found: WeakSet<object>, exported: object): void {
  for (const { value } of Object.values(Object.getOwnPropertyDescriptors(exported))) {
    if (typeof value !== 'function') continue;
    const prototype: unknown = value.prototype;
    if (typeof prototype === 'object' && prototype !== null) found.add(prototype);
  }
}

/**
 * The prototypes of the classes of Node.js and of the language. What their methods undo says nothing about a package.
 */
function corePrototypes(): WeakSet<object> {
  const found = new WeakSet<object>();
  addPrototypes(found, globalThis);
  const load = nodeModule.createRequire(__filename);
  for (const name of coreModules) addPrototypes(found, load(`node:${name}`));
  return found;
}

let known: WeakSet<object> | null = null;

/** Whether an object is the prototype of a class of Node.js or of the language. */
function isCore(prototype: object): boolean {
  known ??= corePrototypes();
  return known.has(prototype);
}

export = isCore;
