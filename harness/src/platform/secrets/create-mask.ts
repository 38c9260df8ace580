import { stripVTControlCharacters } from 'node:util';
import { maskPatterns, plainSign } from './patterns.js';
import { type Secret, shortestCertain } from './secret.js';
import { wordEnd, wordStart } from './word-boundary.js';

/**
 * Control and format characters (zero width, direction, NUL of UTF-16 that is read as UTF-8), except tab and line ends.
 * Halves of surrogate pairs too.
 */
const invisible = /(?![\t\n\r])[\p{Cc}\p{Cf}\p{Cs}]/gu;

/** A text as people read it: without the escape sequences of terminals, and without invisible characters. */
const withoutInvisible = (text: string): string => stripVTControlCharacters(text).replace(invisible, '');

/** Replaces secrets in text. */
export interface Mask {
  /** For free text. Replaces known values by the name of their source, and then everything that looks like a secret. */
  text(text: string): string;
  /**
   * For the names of targets, endpoints and files, which must stay the same. Replaces only what is certainly secret.
   */
  identity(text: string): string;
}

/** From this length on, a value is also looked for inside of words. */
const shortestInsideWords = 8;

/**
 * Lines of a secret are looked for from this length on, because a log may show only a part of it, e.g. of a key of
 * several lines.
 */
const shortestLine = 16;

/** Longer values are looked for in pieces, because an expression of megabytes cannot be compiled. */
const longestPiece = 1_024;

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

const jsonEscaped = (text: string): string => JSON.stringify(text).slice(1, -1);

/** The forms of a value in URLs, in JSON (also in a text inside of JSON) and in headers. */
function formsOf({ value, certainty }: Secret): readonly string[] {
  const lines = value.split(/\r?\n/).filter((line) => line.trim().length >= shortestLine);
  const wellFormed = value.replace(/\p{Surrogate}/gu, '\ufffd');
  const forms = [
    value,
    ...(value.includes('\n') ? lines.map((line) => line.trim()) : []),
    encodeURIComponent(wellFormed),
    encodeURIComponent(wellFormed).replace(/%[\dA-F]{2}/g, (code) => code.toLowerCase()),
    encodeURIComponent(wellFormed).replaceAll('%20', '+'),
    jsonEscaped(value),
    jsonEscaped(jsonEscaped(value)),
    value.replaceAll("'", "\\'"),
    ...(certainty === 'certain'
      ? [Buffer.from(value).toString('base64'), Buffer.from(value).toString('base64url'), ...insideBase64(value)]
      : []),
  ];
  return [...new Set(forms)].flatMap(inPieces);
}

/**
 * The base64 digits of a value that is a part of what is encoded, as in `user:password`. The value begins at one of
 * three places in a group. The digits at both ends are left out where they also hold bits of the neighbours.
 */
function insideBase64(value: string): readonly string[] {
  return [0, 1, 2].flatMap((before) => {
    const digits = Buffer.concat([Buffer.alloc(before), Buffer.from(value)]).toString('base64url');
    const isWhole = (before + Buffer.byteLength(value)) % 3 === 0;
    const own = digits.slice(before === 0 ? 0 : before + 1, isWhole ? undefined : -1);
    return own.length < shortestInsideWords ? [] : [own, own.replaceAll('-', '+').replaceAll('_', '/')];
  });
}

function inPieces(form: string): readonly string[] {
  if (form.length <= longestPiece) return [form];
  const pieces: string[] = [];
  for (let at = 0; at < form.length; at += longestPiece) pieces.push(form.slice(at, at + longestPiece));
  return pieces.filter((piece) => piece.length >= shortestCertain);
}

interface Form {
  readonly text: string;
  readonly pattern: string;
  readonly sign: string;
}

const isWordCharacter = (character: string | undefined): boolean =>
  character !== undefined && /[\p{L}\p{N}_]/u.test(character);

/** An expression for the text itself. `{n}` of a request has become a number. */
const literally = (form: string): string => form.split('{n}').map(escaped).join('(?:\\d+|\\{n\\})');

function patternOf(form: string, certainty: Secret['certainty']): string {
  if (certainty === 'certain' && form.length >= shortestInsideWords) return literally(form);
  const before = isWordCharacter(form[0]) ? wordStart : '';
  const after = isWordCharacter(form.at(-1)) ? wordEnd : '';
  return `${before}${literally(form)}${after}`;
}

function toForms(secrets: readonly Secret[]): readonly Form[] {
  const forms = new Map<string, Form>();
  const certainFirst = secrets.toSorted(
    (a, b) => Number(b.certainty === 'certain') - Number(a.certainty === 'certain'),
  );
  for (const secret of certainFirst) {
    for (const text of formsOf(secret)) {
      if (forms.has(text)) continue;
      forms.set(text, { text, pattern: patternOf(text, secret.certainty), sign: `[${secret.source}]` });
    }
  }
  return [...forms.values()].sort((a, b) => b.text.length - a.text.length);
}

type Replace = (text: string) => string;

/** The longest part of a form that has no `{n}`. */
const fixedPartOf = (form: string): string => form.split('{n}').toSorted((a, b) => b.length - a.length)[0] ?? form;

/**
 * Most texts hold none of the values, and a search for fixed words is quick. So the expression is made only of values
 * that are in the text. It is one expression for all, so that the text is read once. The longest value comes first,
 * because one value may contain another.
 */
function replaceValues(secrets: readonly Secret[], sign: (form: Form | undefined) => string): Replace {
  const forms = toForms(secrets).map((form) => ({ ...form, fixedPart: fixedPartOf(form.text) }));
  return (text) => {
    const found = forms.filter(({ fixedPart }) => text.includes(fixedPart));
    if (found.length === 0) return text;
    const formOf = (match: string): Form | undefined =>
      found.find((form) => form.text === match) ??
      found.find((form) => new RegExp(`^${literally(form.text)}$`, 'u').test(match));
    const all = new RegExp(found.map(({ pattern }) => `(?:${pattern})`).join('|'), 'gu');
    return text.replace(all, (match) => sign(formOf(match)));
  };
}

/** Masks a secret that invisible characters hide. The text is then shown without invisible characters. */
function maskReadable(text: string, mask: Replace): string {
  const readable = withoutInvisible(text);
  if (readable === text) return text;
  const masked = mask(readable);
  return masked === readable ? text : masked;
}

/** Creates a mask for these secrets. Without any, it still knows what secrets look like. */
export function createMask(secrets: readonly Secret[]): Mask {
  const certain = secrets.filter(({ certainty }) => certainty === 'certain');
  const inText = replaceValues(secrets, (form) => form?.sign ?? plainSign);
  // One sign is used for all, and patterns come first, so that an endpoint has the same id wherever its token comes
  // from.
  const inIdentity = replaceValues(certain, () => plainSign);
  const shown = (text: string): string => maskPatterns(inText(text));
  return {
    text: (text) => maskReadable(shown(text), shown),
    identity: (text) => inIdentity(maskPatterns(text)),
  };
}

/** A mask that knows no values, only what secrets look like. */
export const patternMask: Mask = { text: maskPatterns, identity: maskPatterns };
