const oneLine = (text: string): string => text.replace(/\s+/g, ' ');

/** A text as a JavaScript string, on one line. */
export const quote = (text: string): string => `'${oneLine(text).replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

export const isName = (text: string): boolean => /^[A-Za-z_$][\w$]*$/.test(text);

/** A JSON value as JavaScript code, on one line. */
export function literal(value: unknown): string {
  if (typeof value === 'string') return /[\n\r]/.test(value) ? JSON.stringify(value) : quote(value);
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value).map(
    ([name, field]) => `${isName(name) ? name : quote(name)}: ${literal(field)}`,
  );
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}
