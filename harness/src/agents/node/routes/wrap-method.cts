type Method = (this: unknown, ...args: unknown[]) => unknown;

/**
 * Calls `see` after each call of a method of `owner`, with what the method returned. The call itself stays as it was.
 */
function wrapMethod(
  owner: Readonly<Record<string, unknown>>,
  name: string,
  see: (self: object, args: readonly unknown[], given: unknown) => void,
): void {
  const original = owner[name];
  if (typeof original !== 'function') return;
  const wrapped = new Proxy(original as Method, {
    apply(target, self, args) {
      const given: unknown = Reflect.apply(target, self, args);
      try {
        see(self as object, args, given);
      } catch {
        // The service goes on, whatever we make of its call.
      }
      return given;
    },
  });
  Object.defineProperty(owner, name, { value: wrapped, writable: true, configurable: true, enumerable: true });
}

export = wrapMethod;
