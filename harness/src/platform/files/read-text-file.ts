import { constants, readFileSync, statSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

/** Editors on Windows put it before the first character. */
const byteOrderMark = '\ufeff';

/** How long a pipe may be silent. A program that writes to it does not pause for longer. */
const longestSilenceMs = 10_000;
const pollMs = 10;

/** Text of a file or pipe, as `readBytes` reads it. */
export async function readTextFile(file: string): Promise<string> {
  const text = (await readBytes(file)).toString('utf8');
  return text.startsWith(byteOrderMark) ? text.slice(1) : text;
}

/**
 * The content of a file or pipe. A device is refused, because some devices never end. A pipe that nobody writes to is
 * refused too.
 */
export async function readBytes(file: string): Promise<Buffer> {
  // Without this flag, opening a pipe waits for a writer and cannot be stopped. Windows does not have the flag.
  const handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const found = await handle.stat();
    if (found.isDirectory()) throw new Error('it is a folder');
    if (found.isFIFO()) return await readPipe(handle);
    if (!found.isFile()) throw new Error('it is a device, not a file');
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

/**
 * Reads what is there. Null where a writer exists but has written nothing new; an empty buffer where there is no
 * writer.
 */
async function readPart(handle: FileHandle): Promise<Buffer | null> {
  try {
    const { buffer, bytesRead } = await handle.read();
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return null;
    throw error;
  }
}

async function readPipe(handle: FileHandle): Promise<Buffer> {
  const parts: Buffer[] = [];
  let heardMs = performance.now();
  for (;;) {
    const part = await readPart(handle);
    if (part !== null && part.length > 0) {
      parts.push(part);
      heardMs = performance.now();
      continue;
    }
    if (part !== null && parts.length > 0) return Buffer.concat(parts);
    if (performance.now() - heardMs > longestSilenceMs)
      throw new Error(`it is a pipe to which nobody wrote for ${longestSilenceMs / 1_000} s`);
    await delay(pollMs);
  }
}

/**
 * Text of a plain file that a stranger names, read synchronously. A device might never end, and a pipe would wait for
 * its writer.
 *
 * @throws Error if it is anything else, or larger than `mostBytes`.
 */
export function readPlainFileSync(file: string, mostBytes = Number.POSITIVE_INFINITY): string {
  const found = statSync(file);
  if (!found.isFile()) throw new Error('it is no plain file');
  if (found.size > mostBytes) throw new Error(`it has more than ${mostBytes} bytes`);
  return readFileSync(file, 'utf8');
}
