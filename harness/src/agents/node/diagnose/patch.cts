/** Runs in place of a method. It must call `original` and return what that returns. */
type Replacement = (original: Callable, self: unknown, args: unknown[]) => unknown;
type Callable = (...args: never[]) => unknown;
type Constructor = new (...args: never[]) => object;

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
  // Keeps `worker.constructor === Worker` true.
  Object.defineProperty(original.prototype, 'constructor', { value: proxy, writable: true, configurable: true });
}

export = { patchClass, patchMethods };
