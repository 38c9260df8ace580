import { close, open, readFile } from 'node:fs';
import { promisify } from 'node:util';
import type { RequestHandler } from 'express';

const closeFile = promisify(close);
const openFile = promisify(open);
const readOpenFile = promisify(readFile);
const termsFile = new URL('../../terms.txt', import.meta.url);

export const files: RequestHandler = async (_request, response) => {
  const descriptor = await openFile(termsFile, 'r');
  try {
    const terms = await readOpenFile(descriptor, 'utf8');
    response.json({ terms: terms.trim() });
  } finally {
    await closeFile(descriptor);
  }
};
