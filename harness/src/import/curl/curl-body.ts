import type { CurlToken } from './curl-options.js';

/** Reads the file that `@file` names. */
export type ReadFileText = (file: string) => Promise<string>;

const dataOptions: readonly (CurlToken['name'] | undefined)[] = [
  'data',
  'data-ascii',
  'data-raw',
  'data-binary',
  'data-urlencode',
  'json',
];

export const isData = ({ name }: CurlToken): boolean => dataOptions.includes(name);

/** The data of one `--data-urlencode`: `content`, `=content`, `name=content`, `@file` or `name@file`. */
async function urlencoded(text: string, read: ReadFileText): Promise<string> {
  const [, name = '', sign = '', rest = ''] = /^([^=@]*)([=@])(.*)$/s.exec(text) ?? [];
  if (sign === '') return encodeURIComponent(text);
  const content = encodeURIComponent(sign === '@' ? await read(rest) : rest);
  return name === '' ? content : `${name}=${content}`;
}

async function dataOf({ name, value }: CurlToken, read: ReadFileText): Promise<string> {
  if (name === 'data-urlencode') return urlencoded(value, read);
  if (name === 'data-raw' || !value.startsWith('@')) return value;
  const text = await read(value.slice(1));
  // For these options, curl removes the line ends of a file.
  return name === 'data' || name === 'data-ascii' ? text.replace(/[\r\n]/g, '') : text;
}

/** The data of all options, joined as curl does it. Null when there is none. */
export async function curlData(tokens: readonly CurlToken[], read: ReadFileText): Promise<string | null> {
  const given = tokens.filter(isData);
  if (given.length === 0) return null;
  const texts = await Promise.all(given.map((token) => dataOf(token, read)));
  return texts.join(given.every(({ name }) => name === 'json') ? '' : '&');
}
