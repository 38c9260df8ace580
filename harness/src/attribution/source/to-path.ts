import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of a frame's file, or null when it names no file. */
export function toPath(file: string): string | null {
  if (file.startsWith('file:')) return fileURLToPath(file);
  return path.isAbsolute(file) ? file : null;
}
