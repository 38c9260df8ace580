import type { Mask } from './create-mask.js';

/** Masks message, stack and other texts of an error, and those of its causes. The error stays the same object. */
export function maskError(error: unknown, mask: Mask, seen = new Set<unknown>()): unknown {
  if (typeof error === 'string') return mask.text(error);
  // Other objects of an error are in use, and nobody prints them.
  if (!(error instanceof Error || Array.isArray(error)) || seen.has(error)) return error;
  seen.add(error);
  // V8 and Node.js make some properties not enumerable, so they are named here.
  for (const key of new Set(['message', 'stack', 'cause', 'errors', ...Object.keys(error)])) {
    if (structural.includes(key)) continue;
    maskProperty(error, key, mask, seen);
  }
  return error;
}

/** Properties that programs compare are not changed. */
const structural: readonly string[] = ['code', 'name', 'syscall', 'errno'];

function maskProperty(owner: object, key: string, mask: Mask, seen: Set<unknown>): void {
  try {
    const value: unknown = Reflect.get(owner, key);
    if (value === undefined) return;
    const masked = maskError(value, mask, seen);
    if (masked !== value) Reflect.set(owner, key, masked);
  } catch {
    // If a getter of a stranger's error throws, its value cannot be printed either.
  }
}

/** Runs the work, and masks the errors that it throws. */
export async function withMaskedErrors<T>(mask: Mask, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw maskError(error, mask);
  }
}
