import { METHODS } from 'node:http';
import { type Fields, fieldsOf, isFields } from '../values.js';
import { resolveReference } from './resolve-reference.js';

export interface Operation {
  readonly method: string;
  /** The path as the document writes it: `/users/{id}`. */
  readonly template: string;
  /** What all operations of the path share. */
  readonly item: Fields;
  readonly operation: Fields;
}

/** Methods that ask about the service itself, and not for a resource. */
const askingMethods: readonly string[] = ['OPTIONS', 'TRACE', 'CONNECT'];
const methods = METHODS.filter((method) => !askingMethods.includes(method));

/** Every operation of the document, in its order. */
export function operationsOf(root: Fields): readonly Operation[] {
  return Object.entries(fieldsOf(root.paths)).flatMap(([template, value]) => {
    const item = resolveReference(value, root) ?? {};
    return Object.entries(item).flatMap(([key, operation]) => {
      const method = key.toUpperCase();
      return methods.includes(method) && isFields(operation) ? [{ method, template, item, operation }] : [];
    });
  });
}
