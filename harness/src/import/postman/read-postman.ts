import { hideSecrets } from '../hide-secrets.js';
import { documentBroken, documentOfOtherKind } from '../import-messages.js';
import { type DocumentRequests, deletes, type ImportedRequest, type LeftOut } from '../imported.js';
import { parseJson } from '../parse-text.js';
import { readSourceFile } from '../read-source.js';
import { recognizeDocument } from '../recognize.js';
import { type Fields, fieldsOf, isFields, listOf } from '../values.js';
import type { VariableList } from '../variable-list.js';
import { flattenItems } from './flatten-items.js';
import { createFill } from './postman-variables.js';
import { recordItem } from './record-item.js';

interface PostmanOptions {
  readonly cwd: string;
  readonly variables: VariableList;
  readonly includesDeletes: boolean;
}

/** The collection in a document. The API of Postman wraps it in one more object than its application. */
function collectionOf(document: unknown, place: string): Fields {
  const kind = recognizeDocument(document);
  if (kind !== 'postman' || !isFields(document)) throw documentOfOtherKind(place, 'postman', kind);
  const collection = isFields(document.collection) ? document.collection : document;
  if (!Array.isArray(collection.item))
    throw documentBroken(place, 'postman', 'at "item"', 'it has no list of requests; export it as Collection v2.1');
  return collection;
}

const countScripts = (places: readonly Fields[]): number =>
  [...new Set(places)].reduce((count, place) => count + listOf(place.event).filter(hasScript).length, 0);

const hasScript = (event: unknown): boolean =>
  listOf(fieldsOf(fieldsOf(event).script).exec).some((line) => typeof line === 'string' && line.trim() !== '');

const unseparable = 'its body holds a secret that cannot be told from the rest';

/**
 * The requests of a Postman collection of version 2.
 *
 * @throws HarnessError `DOCUMENT_UNREADABLE`
 */
export async function readPostman(place: string, options: PostmanOptions): Promise<DocumentRequests> {
  const { variables, includesDeletes } = options;
  const { text } = await readSourceFile(place, options.cwd);
  const collection = collectionOf(parseJson(text, place, 'postman'), place);
  const items = flattenItems(collection);
  const requests: ImportedRequest[] = [];
  const leftOut: LeftOut[] = [];
  const notes = new Set<string>();
  let origin: string | null = null;
  for (const item of items) {
    const fill = createFill(item.above, variables);
    const outcome = recordItem(item, fill, variables);
    if ('reason' in outcome) {
      leftOut.push({ request: outcome.request, reason: outcome.reason });
      continue;
    }
    const { recorded } = outcome;
    const name = `${recorded.method} ${recorded.path.split('?')[0]}`;
    const request = recorded.method === 'DELETE' && !includesDeletes ? null : hideSecrets(recorded, variables);
    if (request === null) {
      leftOut.push({ request: name, reason: recorded.method === 'DELETE' ? deletes : unseparable });
      continue;
    }
    origin ??= outcome.origin;
    for (const note of outcome.notes) notes.add(note);
    requests.push(request);
  }
  const scripts = countScripts(items.flatMap(({ above, item }) => [...above, item]));
  if (scripts > 0) notes.add(`${scripts} ${scripts === 1 ? 'script is' : 'scripts are'} not run`);
  return { requests, leftOut, notes: [...notes], origin };
}
