import { maskPatterns } from '../platform/secrets/patterns.js';
import { maySaySecret } from '../platform/secrets/secret-name.js';
import { type Hide, hideInPairs } from './hide-in-text.js';
import { asBody, type Body } from './imported.js';
import { mapTexts } from './map-texts.js';

type Headers = Readonly<Record<string, string>>;

/** The body of a request, without secrets: a text, or a value that is sent as JSON. */
export interface HiddenBody {
  readonly headers: Headers;
  readonly body: Body;
}

/** Longer numbers lose digits when they become JavaScript numbers. */
const longNumber = /(?<!["\w.])-?\d{16,}/;

function parseLossless(text: string): unknown {
  if (longNumber.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const namedNumber = /"((?:[^"\\]|\\.)*)"(\s*:\s*)(-?\d{4,})(?=\s*[,}\]])/g;

/** Replaces numbers that are secret by their name. */
const hideNumbers = (text: string, hide: Hide): string =>
  text.replace(namedNumber, (all, name: string, between: string, digits: string) => {
    const hidden = maySaySecret(name) ? hide(name, digits, `body ${name}`, true) : digits;
    return hidden === digits ? all : `"${name}"${between}"${hidden}"`;
  });

const withoutJsonType = ({ 'content-type': type, ...others }: Headers): Headers =>
  type === undefined || type.toLowerCase() === 'application/json' ? others : { ...others, 'content-type': type };

function hideInJson(text: string, headers: Headers, hide: Hide): HiddenBody | null {
  const value = parseLossless(hideNumbers(text, hide));
  if (typeof value !== 'object' || value === null) return null;
  const body = asBody(mapTexts(value, '', (leaf, name) => hide(name, leaf, `body ${name}`.trim())));
  return { headers: withoutJsonType(headers), body };
}

const elementPattern = /(<(?:\w+:)?([\w.-]+)(?:\s[^<>]*)?>)([^<>]+)(?=<\/)/g;

/** Whether a body is a form. Its type tells, but curl also gives that type to JSON, so the text counts too. */
const isForm = (text: string, { 'content-type': type = '' }: Headers): boolean =>
  /^application\/x-www-form-urlencoded\b/i.test(type)
    ? !/^\s*[[{<"]/.test(text)
    : /^[^\s=&{["<]+=[^\s&]*(&[^\s=&]+(=[^\s&]*)?)*$/.test(text);

/** A body without its secrets. Null when they cannot be told from the rest. */
export function hideInBody(text: string, headers: Headers, hide: Hide): HiddenBody | null {
  if (isForm(text, headers)) return { headers, body: hideInPairs(text, 'body', hide) };
  const json = hideInJson(text, headers, hide);
  if (json !== null) return json;
  const hidden = text.replace(
    elementPattern,
    (_all, tag: string, name: string, inside: string) => `${tag}${hide(name, inside, `body ${name}`)}`,
  );
  return maskPatterns(hidden) === hidden ? { headers, body: hidden } : null;
}
