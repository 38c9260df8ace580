/** Longer texts are cut in messages. This is enough to find the place, and short enough for one line of a terminal. */
const longestQuoteChars = 60;

/**
 * Characters that a terminal would obey or would not show: control and format characters, line ends, halves of
 * characters.
 */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

const toEscape = (character: string): string => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;

/** Longer error texts of strangers are cut. */
const longestReasonChars = 2_000;

/** Lines of a stranger's text for a message. Each is printable, and all together are not too long. */
export function printableLines(text: string): string {
  const lines = text.slice(0, longestReasonChars).split('\n');
  const shown = lines.map((line) => line.replaceAll('\r', '').replace(unprintable, toEscape)).join('\n');
  return text.length > longestReasonChars ? `${shown}…` : shown;
}

/**
 * A stranger's text for a message: in quotation marks, shortened, with escapes for characters that are not printable.
 */
export function quote(text: string): string {
  const characters = Array.from(text.slice(0, 2 * longestQuoteChars));
  const isShort = text.length <= 2 * longestQuoteChars && characters.length <= longestQuoteChars;
  const shown = isShort ? text : `${characters.slice(0, longestQuoteChars).join('')}…`;
  return JSON.stringify(shown).replace(unprintable, toEscape);
}
