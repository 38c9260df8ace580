import { isFields } from './values.js';

/**
 * Copies a JSON value and replaces each text. `replace` also gets the name of the field. The call stack limits how deep
 * a value may be.
 */
export function mapTexts(value: unknown, name: string, replace: (text: string, name: string) => unknown): unknown {
  if (typeof value === 'string') return replace(value, name);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, name, replace));
  if (!isFields(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapTexts(item, key, replace)]));
}
