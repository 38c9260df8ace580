import { query } from 'json-p3';
import type { Capture, CaptureSource, RequestTemplate } from '../../model/endpoint.js';
import { excerptOf } from '../../platform/text/excerpt.js';
import { type Answer, headerValues } from '../answer.js';
import { keptBodyCharacters } from '../failure-text.js';

/** An answer that has to be read as a whole may not be longer than this. */
const mostCapturedCharacters = 16 * 1024 * 1024;

/** Number of characters of an answer that are shown when a value is not in it. */
const excerptLength = 200;

/** The values that a request's captures found, or a text about the first one that is missing. */
export type Captured =
  | { readonly values: Readonly<Record<string, string>> }
  | { readonly missing: Capture; readonly text: string };

const readsBody = ({ source: { kind } }: Capture): boolean => kind === 'json' || kind === 'regex';

/** How many characters of an answer's body a request needs. */
export const keptCharactersOf = ({ captures }: RequestTemplate): number =>
  captures.some(readsBody) ? mostCapturedCharacters : keptBodyCharacters;

/** Looks in an answer for everything that its request captures. */
export function captureValues(captures: readonly Capture[], answer: Answer): Captured {
  const values: Record<string, string> = {};
  for (const capture of captures) {
    const value = find(capture.source, answer);
    if (value === null) return { missing: capture, text: missingText(capture, answer) };
    values[capture.name] = value;
  }
  return { values };
}

function find(source: CaptureSource, answer: Answer): string | null {
  switch (source.kind) {
    case 'json':
      return findJson(source.path, answer.body);
    case 'header':
      return headerValues(answer.headers, source.name)[0] ?? null;
    case 'cookie':
      return findCookie(source.name, answer);
    case 'regex': {
      const match = new RegExp(source.pattern).exec(answer.body);
      return match === null ? null : (match[1] ?? match[0]);
    }
  }
}

function findJson(path: string, body: string): string | null {
  let document: unknown;
  try {
    document = JSON.parse(body);
  } catch {
    return null;
  }
  const [found] = query(path, document as Parameters<typeof query>[1]).values();
  if (found === undefined || found === null) return null;
  return typeof found === 'object' ? JSON.stringify(found) : String(found);
}

function findCookie(name: string, { headers }: Answer): string | null {
  for (const cookie of headerValues(headers, 'set-cookie')) {
    const [pair = ''] = cookie.split(';', 1);
    const equals = pair.indexOf('=');
    if (equals > 0 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim();
  }
  return null;
}

function missingText(capture: Capture, { status, headers, body }: Answer): string {
  const { source, written } = capture;
  if (!readsBody(capture)) {
    const names = source.kind === 'header' ? headers.filter((_, index) => index % 2 === 0) : cookieNames(headers);
    const shown = [...new Set(names.map((name) => name.toLowerCase()))].join(', ') || 'none';
    return `"${written}" is not in the answer ${status} (it has: ${shown})`;
  }
  const [encoding] = headerValues(headers, 'content-encoding');
  const compressed = encoding === undefined ? '' : ` (content-encoding: ${encoding}; leave out accept-encoding)`;
  const shown = body.trim() === '' ? 'with an empty body' : excerptOf(body.trim(), excerptLength);
  return `"${written}" is not in the answer ${status}${compressed}: ${shown}`;
}

const cookieNames = (headers: Answer['headers']): readonly string[] =>
  headerValues(headers, 'set-cookie').map((cookie) => cookie.split('=', 1)[0] ?? '');
