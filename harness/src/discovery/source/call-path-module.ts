import path from 'node:path';
import { text, type Value } from './value.js';

/** `path.join(__dirname, 'routes')` and its kin, on paths relative to the project; null where it is none of these. */
export function callPathModule(name: string, args: readonly Value[], module = 'path'): Value | null {
  const parts = args.map((arg) => (arg.kind === 'text' ? arg.text : null));
  if (parts.includes(null) || parts.length === 0) return null;
  const texts = parts.map((part) => part ?? '');
  if (/^(node:)?url$/.test(module)) return name === 'fileURLToPath' ? text(texts[0] ?? '') : null;
  if (!/^(node:)?path$/.test(module)) return null;
  if (name === 'join' || name === 'resolve') return text(path.posix.join(...texts));
  return name === 'dirname' ? text(path.posix.dirname(texts[0] ?? '')) : null;
}
