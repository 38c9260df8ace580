import type { DocumentKind } from './import-messages.js';
import { fieldsOf, isFields, textOf } from './values.js';

/** The kind of a document, as its fields tell it. Null when they do not. */
export function recognizeDocument(document: unknown): DocumentKind | null {
  if (!isFields(document)) return null;
  if (typeof document.openapi === 'string' || document.swagger !== undefined) return 'openapi';
  if (isFields(document.log) && Array.isArray(document.log.entries)) return 'har';
  const collection = isFields(document.collection) ? document.collection : document;
  const schema = textOf(fieldsOf(collection.info).schema) ?? '';
  return /postman|getpostman/.test(schema) || Array.isArray(collection.item) ? 'postman' : null;
}

/** The kind of a text that is not JSON, as its beginning tells it. Null when it does not. */
export function recognizeText(beginning: string): DocumentKind | null {
  if (/^\s*["']?(openapi|swagger)["']?\s*:/m.test(beginning)) return 'openapi';
  return /^\s*curl\s/m.test(beginning) ? 'curl' : null;
}
