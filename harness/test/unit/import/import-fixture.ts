import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ImportedRequest, ImportedRequests, RequestSource } from '../../../src/import/imported.js';
import { type ImportOptions, requestsFrom } from '../../../src/import/requests-from.js';
import type { HarnessError } from '../../../src/platform/harness-error.js';

/** Where the documents of `test/fixtures/import` lie. */
export const documents = fileURLToPath(new URL('../../fixtures/import/', import.meta.url));

export const read = (
  kind: RequestSource['kind'],
  place: string,
  options: Partial<ImportOptions> = {},
): Promise<ImportedRequests> => requestsFrom([{ kind, place }], { cwd: documents, ...options });

/** The request of a method and path without its query. */
export function requestTo(imported: ImportedRequests, name: string): ImportedRequest {
  const found = imported.requests.find(({ method, path: target }) => `${method} ${target.split('?')[0]}` === name);
  if (found === undefined) throw new Error(`There is no ${name}: ${JSON.stringify(imported.requests)}`);
  return found;
}

/** The error that reading ends in. Told by its name: what is loaded on demand has a class of its own under `tsx`. */
export async function failureOf(work: Promise<unknown>): Promise<HarnessError> {
  const outcome = await work.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(outcome instanceof Error) || outcome.name !== 'HarnessError') throw new Error(`No HarnessError: ${outcome}`);
  return outcome as HarnessError;
}

/** A file of its own for a text, given to `use` by its path. */
export async function withFile<Outcome>(
  text: string | Buffer,
  use: (file: string) => Promise<Outcome>,
  name = 'document.json',
): Promise<Outcome> {
  const folder = mkdtempSync(path.join(tmpdir(), 'import-test-'));
  const file = path.join(folder, name);
  writeFileSync(file, text);
  try {
    return await use(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A document of OpenAPI 3 with one operation. */
export const openApiOf = (operation: object, more: object = {}): string =>
  JSON.stringify({ openapi: '3.0.0', paths: { '/thing': { post: operation } }, ...more });
