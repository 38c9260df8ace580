import { stripVTControlCharacters } from 'node:util';
import { maskPatterns, plainSign } from './patterns.js';
import { type Secret, shortestCertain } from './secret.js';
import { wordEnd, wordStart } from './word-boundary.js';

/** Control and format characters (zero width, direction, NUL of UTF-16 read as UTF-8) but tab and line ends; half pairs. */
const invisible = /(?![\t\n\r])[\p{Cc}\p{Cf}\p{Cs}]/gu;

/** A text as it reads: without escape sequences of terminals, and without characters that nobody sees. */
const withoutInvisible = (text: string): string => stripVTControlCharacters(text).replace(invisible, '');

/** Replaces secrets in text. */
export interface Mask {
  /** For free text: known values by the name of their source, then what looks like a secret. */
  text(text: string): string;
  /** For the names of targets, endpoints and files, which have to stay what they are: only what is secret for certain. */
  identity(text: string): string;
}

/** From here on a value is looked for inside of words, too. */
const shortestInsideWords = 8;

/** A line of a longer secret, e.g. of a key of several lines that a log shows in part. */
const shortestLine = 16;

/** Longer ones are looked for in pieces: an expression of megabytes cannot be compiled. */
const longestPiece = 1_024;

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

const jsonEscaped = (text: string): string => JSON.stringify(text).slice(1, -1);

/** The value, as it may stand in URLs, in JSON (also inside of JSON) and in headers. */
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
 * What a value becomes where it is a part of what is in base64, such as `user:password`: it begins at one of three places
 * in a group. The digits at both ends also hold bits of its neighbours.
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

/** `{n}` of a request becomes a number. */
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

/** The part of a form that stands in a text as it is. */
const fixedPartOf = (form: string): string => form.split('{n}').toSorted((a, b) => b.length - a.length)[0] ?? form;

/**
 * Most texts hold none of the values, and looking for fixed words is quick: an expression is made of those alone that are
 * there. One for all of them, so that a text is read once; the longest first, because one may lie in another.
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

/** What a reader would put together past invisible characters is masked as it reads, and they are left out then. */
function maskReadable(text: string, mask: Replace): string {
  const readable = withoutInvisible(text);
  if (readable === text) return text;
  const masked = mask(readable);
  return masked === readable ? text : masked;
}

/** A mask for these secrets. Without any it still knows what secrets look like. */
export function createMask(secrets: readonly Secret[]): Mask {
  const certain = secrets.filter(({ certainty }) => certainty === 'certain');
  const inText = replaceValues(secrets, (form) => form?.sign ?? plainSign);
  // By one sign, and patterns first: the same endpoint has the same id wherever its token comes from.
  const inIdentity = replaceValues(certain, () => plainSign);
  const shown = (text: string): string => maskPatterns(inText(text));
  return {
    text: (text) => maskReadable(shown(text), shown),
    identity: (text) => inIdentity(maskPatterns(text)),
  };
}

/** Knows no values, only what secrets look like. */
export const patternMask: Mask = { text: maskPatterns, identity: maskPatterns };
