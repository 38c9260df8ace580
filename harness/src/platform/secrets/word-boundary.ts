/** What may stand before a word that was escaped for a URL, for JSON or by a terminal's colours, and looks like a part of it. */
const escapes = '%[\\da-fA-F]{2}|\\\\[nrtbf]|\\u001b\\[[\\d;]*m';

const beforeWord = `^|[^\\p{L}\\p{N}_]|${escapes}`;

/** Where a word begins; for expressions with the flag `u`. */
export const wordStart = `(?<=${beforeWord})`;

/** Where a word ends. */
export const wordEnd = '(?![\\p{L}\\p{N}_])';

const endsBeforeWord = new RegExp(`(?:${beforeWord})$`, 'u');

/** Longer than any escape that is looked at. */
const longestEscape = 16;

/** Whether a word begins at this place of a text. */
export const isWordStart = (text: string, at: number): boolean =>
  endsBeforeWord.test(text.slice(Math.max(0, at - longestEscape), at));
