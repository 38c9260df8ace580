import type { ImportedRequest, ImportedRequests, Variable } from './imported.js';
import { isFields } from './values.js';
import { refersTo, replaceReferences, soleVariable } from './variable-list.js';

/** Requests as code for a configuration in TypeScript. */
export interface WrittenRequests {
  /** Code that stands before the configuration and reads the variables. Empty when there are none. */
  readonly head: readonly string[];
  /** One element of `endpoints` each, without indentation. If it has several lines, they are joined by line breaks. */
  readonly endpoints: readonly string[];
}

const quoted = (text: string): string =>
  `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;

const inTemplate = (text: string): string =>
  JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll('`', '\\`').replaceAll('${', '\\${');

const readSource = (name: string): string => `fromEnvironment('${name}')`;

/** A text as a string literal. With references, it is a template literal that reads them. */
function textSource(text: string, variables: readonly Variable[], isEncoded: boolean): string {
  if (!refersTo(text, variables)) return quoted(text);
  const sole = soleVariable(text, variables);
  if (sole !== undefined && !isEncoded)
    return sole.isNumber ? `Number(${readSource(sole.name)})` : readSource(sole.name);
  const parts: string[] = [];
  // The text is split at the references, so that only the text between them is escaped.
  const mark = '\u0000';
  const names: string[] = [];
  const marked = replaceReferences(text, variables, ({ name }) => {
    names.push(name);
    return mark;
  });
  marked.split(mark).forEach((part, index) => {
    parts.push(inTemplate(part));
    const name = names[index];
    if (name === undefined) return;
    parts.push(`\${${isEncoded ? `encodeURIComponent(${readSource(name)})` : readSource(name)}}`);
  });
  return `\`${parts.join('')}\``;
}

const keySource = (key: string): string => (/^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key));

function valueSource(value: unknown, variables: readonly Variable[]): string {
  if (typeof value === 'string') return textSource(value, variables, false);
  if (Array.isArray(value)) return `[${value.map((item) => valueSource(item, variables)).join(', ')}]`;
  if (!isFields(value)) return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value).map(([key, item]) => `${keySource(key)}: ${valueSource(item, variables)}`);
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}

const isForm = (request: ImportedRequest): boolean =>
  (request.headers?.['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');

const settingOrder = ['id', 'method', 'path', 'headers', 'body', 'expectStatus', 'abort'] as const;

/** A longer line is broken, with one setting on each line. */
const longestLine = 110;

function endpointSource(request: ImportedRequest, variables: readonly Variable[]): string {
  const { method = 'GET', path, ...rest } = request;
  if (Object.keys(rest).length === 0 && !refersTo(path, variables)) return quoted(`${method} ${path}`);
  const bodyText = typeof request.body === 'string' ? textSource(request.body, variables, isForm(request)) : null;
  const settings = settingOrder.flatMap((key) => {
    const value = request[key];
    if (value === undefined) return [];
    if (key === 'path') return `path: ${textSource(path, variables, true)}`;
    if (key === 'id') return `id: ${quoted(String(value))}`;
    return `${key}: ${key === 'body' && bodyText !== null ? bodyText : valueSource(value, variables)}`;
  });
  const line = `{ ${settings.join(', ')} }`;
  return line.length <= longestLine ? line : `{\n${settings.map((setting) => `  ${setting},`).join('\n')}\n}`;
}

const head: readonly string[] = [
  '/** Secrets stay outside of this file: each comes from the variable of its name. */',
  'function fromEnvironment(name: string): string {',
  '  const value = process.env[name];',
  '  if (!value) throw new Error(`Set ${name} in the environment: requests of leakline.config.ts need it.`);',
  '  return value;',
  '}',
  '',
];

/** Requests as code that holds no secret. */
export function writeRequests({ requests, variables }: ImportedRequests): WrittenRequests {
  return {
    head: variables.length === 0 ? [] : head,
    endpoints: requests.map((request) => endpointSource(request, variables)),
  };
}
