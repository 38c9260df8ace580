import { asBody, type ImportedRequest } from './imported.js';
import { mapTexts } from './map-texts.js';

/**
 * Where a text of a request is. In a URL or a form it is percent-encoded. In JSON, its replacement may be something
 * else than text.
 */
export type TextForm = 'url' | 'plain' | 'json';

const isForm = (headers: ImportedRequest['headers']): boolean =>
  Object.entries(headers ?? {}).some(
    ([name, value]) => /^content-type$/i.test(name) && value.startsWith('application/x-www-form-urlencoded'),
  );

/** Copies a request and replaces every text that may hold a reference. */
export function mapRequest(
  request: ImportedRequest,
  replace: (text: string, form: TextForm) => string,
  replaceValue: (text: string) => unknown = (text) => replace(text, 'json'),
): ImportedRequest {
  const { path, headers, body } = request;
  const newBody =
    typeof body === 'string'
      ? replace(body, isForm(headers) ? 'url' : 'plain')
      : asBody(mapTexts(body, '', replaceValue));
  return {
    ...request,
    path: replace(path, 'url'),
    ...(headers === undefined
      ? {}
      : {
          headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, replace(value, 'plain')])),
        }),
    ...(body === undefined ? {} : { body: newBody }),
  };
}
