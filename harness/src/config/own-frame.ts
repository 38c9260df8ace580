import path from 'node:path';
import { fileURLToPath } from 'node:url';

const framePattern = /^\s+at (?:(?<name>.+?) \()?(?<file>(?:file:\/\/)?\/[^()]+?):(?<line>\d+):(?<column>\d+)\)?$/;

/** `name (file:line:column)` of the first stack frame in the user's own code, or null when there is none. */
export function ownFrame(error: unknown, folder: string): string | null {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  for (const line of stack.split('\n')) {
    const frame = framePattern.exec(line)?.groups;
    if (frame === undefined) continue;
    const file = toPath(frame.file ?? '');
    if (!isOwn(file, folder)) continue;
    return `${path.relative(folder, file)}:${frame.line}:${frame.column}`;
  }
  return null;
}

const toPath = (file: string): string => (file.startsWith('file://') ? fileURLToPath(file) : file);

function isOwn(file: string, folder: string): boolean {
  return file.startsWith(folder + path.sep) && !file.includes(`${path.sep}node_modules${path.sep}`);
}
