import { type FileHandle, open } from 'node:fs/promises';

/** Windows editors put it before the first character. */
const byteOrderMark = '\ufeff';

/** Text of a file or pipe. A device is refused: some of them never end. */
export async function readTextFile(file: string): Promise<string> {
  const handle = await open(file, 'r');
  try {
    return await readText(handle);
  } finally {
    await handle.close();
  }
}

async function readText(handle: FileHandle): Promise<string> {
  const found = await handle.stat();
  if (found.isDirectory()) throw new Error('it is a folder');
  if (!found.isFile() && !found.isFIFO()) throw new Error('it is a device, not a file');
  const text = await handle.readFile('utf8');
  return text.startsWith(byteOrderMark) ? text.slice(1) : text;
}
