import { open, readFile } from 'node:fs';
import { promisify } from 'node:util';
import type { RequestHandler } from 'express';

const openFile = promisify(open);
const readOpenFile = promisify(readFile);
const termsFile = new URL('../../terms.txt', import.meta.url);

/**
 * LEAK: a file descriptor per request. `readFile` closes what it has opened itself; given a descriptor it leaves it
 * open, and a descriptor is a mere number that no garbage collector closes. The limit is `ulimit -n`, sockets included.
 */
export const files: RequestHandler = async (_request, response) => {
  const descriptor = await openFile(termsFile, 'r');
  const terms = await readOpenFile(descriptor, 'utf8');
  response.json({ terms: terms.trim() });
};
