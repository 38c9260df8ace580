import { isFields } from './values.js';

/** Copies a JSON value with each text replaced, by the name of its field. Bodies are as deep as a call stack allows. */
export function mapTexts(value: unknown, name: string, replace: (text: string, name: string) => unknown): unknown {
  if (typeof value === 'string') return replace(value, name);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, name, replace));
  if (!isFields(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapTexts(item, key, replace)]));
}
