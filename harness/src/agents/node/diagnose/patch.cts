import attachment = require('../attachment.cjs');

/** Runs in place of a method. It must call `original` and return what that returns. */
type Replacement = (original: Callable, self: unknown, args: unknown[]) => unknown;
type Callable = (...args: never[]) => unknown;
type Constructor = new (...args: never[]) => object;

/** Puts back what was there, unless somebody else has replaced it since. A proxy that stays only passes calls on. */
function restore(owner: object, name: PropertyKey, proxy: object, was: PropertyDescriptor | undefined): void {
  if (Object.getOwnPropertyDescriptor(owner, name)?.value === proxy && was !== undefined)
    Object.defineProperty(owner, name, was);
}

/**
 * Replaces a global that is the same as a member of a module, so that it stays the same.
 *
 * @param descriptor how it is to be defined.
 */
function patchGlobal(name: string, descriptor: PropertyDescriptor): void {
  const was = Object.getOwnPropertyDescriptor(globalThis, name);
  Object.defineProperty(globalThis, name, descriptor);
  attachment.onWithdrawal(() => restore(globalThis, name, descriptor.value as object, was));
}

/**
 * Replaces methods of an object by proxies. A proxy keeps name, length, symbols such as `util.promisify.custom`, and
 * everything else that can be asked of a function. Names that share one function go on sharing one.
 */
function patchMethods(owner: object, names: readonly PropertyKey[], replacement: Replacement): void {
  const proxies = new Map<Callable, Callable>();
  for (const name of names) {
    const descriptor = Object.getOwnPropertyDescriptor(owner, name);
    const original: unknown = descriptor?.value;
    if (typeof original !== 'function') continue;
    const proxy = proxies.get(original as Callable) ?? new Proxy(original as Callable, { apply: replacement });
    proxies.set(original as Callable, proxy);
    Object.defineProperty(owner, name, { ...descriptor, value: proxy });
    attachment.onWithdrawal(() => restore(owner, name, proxy, descriptor));
  }
}

/** Has `construct` make every new instance of a class, subclasses included. It must return what `create` returns. */
function patchClass(
  owner: object,
  name: PropertyKey,
  construct: (create: () => object, args: readonly unknown[]) => object,
): void {
  const descriptor = Object.getOwnPropertyDescriptor(owner, name);
  const original: unknown = descriptor?.value;
  if (typeof original !== 'function') return;
  const proxy = new Proxy(original as Constructor, {
    construct: (target, args, newTarget) => construct(() => Reflect.construct(target, args, newTarget), args),
  });
  Object.defineProperty(owner, name, { ...descriptor, value: proxy });
  attachment.onWithdrawal(() => restore(owner, name, proxy, descriptor));
  // Keeps `worker.constructor === Worker` true.
  const asBefore = Object.getOwnPropertyDescriptor(original.prototype, 'constructor');
  Object.defineProperty(original.prototype, 'constructor', { value: proxy, writable: true, configurable: true });
  attachment.onWithdrawal(() => restore(original.prototype, 'constructor', proxy, asBefore));
}

export = { patchClass, patchGlobal, patchMethods };
