import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of a frame's file. Null when the frame names no file: code can give itself any name. */
export function toPath(file: string): string | null {
  if (!file.startsWith('file:')) return path.isAbsolute(file) ? file : null;
  try {
    return fileURLToPath(file);
  } catch {
    return null;
  }
}
