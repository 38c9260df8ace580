import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of a frame's file, or null when it names no file: code can call itself what it likes. */
export function toPath(file: string): string | null {
  if (!file.startsWith('file:')) return path.isAbsolute(file) ? file : null;
  try {
    return fileURLToPath(file);
  } catch {
    return null;
  }
}
