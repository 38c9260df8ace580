import { $RefParser } from '@apidevtools/json-schema-ref-parser';
import { documentBroken, documentOfOtherKind } from '../import-messages.js';
import { parseJsonOrYaml } from '../parse-text.js';
import type { SourceText } from '../read-source.js';
import { recognizeDocument } from '../recognize.js';
import { type Fields, fieldsOf, isFields, plainText } from '../values.js';

/** A whole document. Every `$ref` in it leads to a place inside it. */
export interface OpenApiDocument {
  readonly root: Fields;
  readonly version: '2' | '3';
}

/**
 * Reads a document of OpenAPI 2, 3.0 or 3.1. It is not checked against its schema, because even in a document with
 * mistakes the operations without one can be driven.
 *
 * @throws HarnessError `DOCUMENT_UNREADABLE`
 */
export async function openDocument({ text, file }: SourceText, place: string): Promise<OpenApiDocument> {
  const parsed = parseJsonOrYaml(text, place, 'openapi');
  if (!isFields(parsed) || recognizeDocument(parsed) !== 'openapi')
    throw documentOfOtherKind(place, 'openapi', recognizeDocument(parsed));
  const version = plainText(parsed.openapi ?? parsed.swagger);
  if (!/^[23](\.|$)/.test(version))
    throw documentBroken(
      place,
      'openapi',
      'at its version',
      `saw ${JSON.stringify(version)}; known are 2.0, 3.0 and 3.1`,
    );
  if (!isFields(parsed.paths) && parsed.paths !== undefined)
    throw documentBroken(place, 'openapi', 'at "paths"', 'it is no object of paths');
  const root = hasOutsideReference(parsed) ? await bundle(parsed, file, place) : parsed;
  return { root, version: version.startsWith('2') ? '2' : '3' };
}

function hasOutsideReference(root: unknown): boolean {
  const pending: unknown[] = [root];
  const seen = new Set<unknown>();
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    // With anchors of YAML, the same object may be in several places.
    seen.add(value);
    if ('$ref' in value && typeof value.$ref === 'string' && !value.$ref.startsWith('#')) return true;
    pending.push(...Object.values(value).filter((inner) => inner !== null));
  }
  return false;
}

/**
 * Includes the files beside the document that it refers to. A document from the network cannot read files of this
 * machine.
 */
async function bundle(root: Fields, file: string | null, place: string): Promise<Fields> {
  try {
    const options = { resolve: { http: false, ...(file === null ? { file: false } : {}) } } as const;
    return fieldsOf(await $RefParser.bundle(file ?? 'document', structuredClone(root), options));
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    throw documentBroken(place, 'openapi', 'in what it refers to', what);
  }
}
