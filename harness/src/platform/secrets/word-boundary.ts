/** Escapes of URLs, of JSON and of a terminal's colours. They may be before a word and look like a part of it. */
const escapes = '%[\\da-fA-F]{2}|\\\\[nrtbf]|\\u001b\\[[\\d;]*m';

const beforeWord = `^|[^\\p{L}\\p{N}_]|${escapes}`;

/** Where a word begins. The expression needs the flag `u`. */
export const wordStart = `(?<=${beforeWord})`;

/** Where a word ends. */
export const wordEnd = '(?![\\p{L}\\p{N}_])';

const endsBeforeWord = new RegExp(`(?:${beforeWord})$`, 'u');

/** Longer than any escape above. */
const longestEscape = 16;

/** Whether a word begins at this place of a text. */
export const isWordStart = (text: string, at: number): boolean =>
  endsBeforeWord.test(text.slice(Math.max(0, at - longestEscape), at));
