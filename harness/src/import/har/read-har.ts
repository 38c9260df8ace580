import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { readBytes } from '../../platform/files/read-text-file.js';
import { hideSecrets } from '../hide-secrets.js';
import type { DocumentKind } from '../import-messages.js';
import { documentBroken, documentOfOtherKind, documentUnreadable, originUnknown } from '../import-messages.js';
import type { DocumentRequests, ImportedRequest, LeftOut } from '../imported.js';
import { createJsonReader, JsonProblem } from '../json-reader.js';
import { recognizeText } from '../recognize.js';
import type { VariableList } from '../variable-list.js';
import { createEntrySorter, type EntrySorter } from './sort-entries.js';

export interface HarOptions {
  readonly cwd: string;
  readonly variables: VariableList;
  readonly includesDeletes: boolean;
  /** The origin whose requests are taken. Null for the one with the most requests. */
  readonly origin: string | null;
}

/** Reads a file in pieces, because the recording of a long session does not fit into memory. */
async function* piecesOf(file: string): AsyncGenerator<Uint8Array> {
  const found = await stat(file);
  if (found.isFile()) yield* createReadStream(file) as AsyncIterable<Uint8Array>;
  else yield await readBytes(file);
}

/** The first bytes of a document. They tell what it is. */
const toldBytes = 4_096;

/** Fields at the beginning of other kinds of documents. */
const otherKinds: Readonly<Record<string, DocumentKind>> = { openapi: 'openapi', swagger: 'openapi', info: 'postman' };

async function sortFile(place: string, { cwd, includesDeletes }: HarOptions): Promise<EntrySorter> {
  const sorter = createEntrySorter(includesDeletes);
  let looksLike: DocumentKind | null = null;
  let hasEntries = false;
  let beginning = '';
  const paths = ['$.log.entries.*', '$.log.version', ...Object.keys(otherKinds).map((key) => `$.${key}`)];
  const reader = createJsonReader(paths, (value, keys) => {
    const [, first, second, third] = keys;
    if (first !== 'log') looksLike ??= otherKinds[String(first)] ?? null;
    else if (second === 'version') hasEntries = true;
    else if (third !== undefined) {
      hasEntries = true;
      sorter.add(value);
    }
  });
  try {
    for await (const piece of piecesOf(path.resolve(cwd, place))) {
      if (beginning === '') beginning = Buffer.from(piece.subarray(0, toldBytes)).toString();
      reader.write(piece);
    }
    reader.end();
  } catch (error) {
    if (error instanceof JsonProblem) {
      const instead = looksLike ?? recognizeText(beginning);
      throw hasEntries || instead === null
        ? documentBroken(place, 'har', error.where, error.message)
        : documentOfOtherKind(place, 'har', instead);
    }
    throw documentUnreadable(place, error);
  }
  if (!hasEntries) throw documentOfOtherKind(place, 'har', looksLike);
  return sorter;
}

function chooseOrigin(sorter: EntrySorter, wanted: string | null): string | null {
  if (wanted === null) return sorter.mainOrigin();
  const origin = URL.canParse(wanted) ? new URL(wanted).origin : wanted;
  if (!sorter.origins().includes(origin)) throw originUnknown(wanted, sorter.origins());
  return origin;
}

/**
 * The requests of a HAR 1.2 to one origin. Of requests of the same shape, the first is taken.
 *
 * @throws HarnessError `DOCUMENT_UNREADABLE`, or `USAGE` for an origin that it does not have.
 */
export async function readHar(place: string, options: HarOptions): Promise<DocumentRequests> {
  const sorter = await sortFile(place, options);
  const origin = chooseOrigin(sorter, options.origin);
  const sorted = sorter.sorted(origin);
  const requests: ImportedRequest[] = [];
  const leftOut: LeftOut[] = [...sorted.leftOut];
  for (const recorded of sorted.requests) {
    const request = hideSecrets(recorded, options.variables);
    if (request !== null) requests.push(request);
    else leftOut.push({ request: `${recorded.method} ${recorded.path.split('?')[0]}`, reason: unseparable });
  }
  return { requests, leftOut, notes: sorted.notes, origin };
}

const unseparable = 'its body holds a secret that cannot be told from the rest';
