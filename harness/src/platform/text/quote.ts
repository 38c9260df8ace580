/** Longer texts are cut in messages: enough to find the place, short enough for a line of a terminal. */
const longestQuoteChars = 60;

/** What a terminal would act on, or would not show: control and format characters, line ends, halves of characters. */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

const toEscape = (character: string): string => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;

/** Longer reports of a stranger's error are cut. */
const longestReasonChars = 2_000;

/** A stranger's lines for a message: each printable, all together not too long. */
export function printableLines(text: string): string {
  const lines = text.slice(0, longestReasonChars).split('\n');
  const shown = lines.map((line) => line.replaceAll('\r', '').replace(unprintable, toEscape)).join('\n');
  return text.length > longestReasonChars ? `${shown}…` : shown;
}

/** A stranger's text for a message: in quotation marks, shortened, with escapes for what is not printable. */
export function quote(text: string): string {
  const characters = Array.from(text.slice(0, 2 * longestQuoteChars));
  const isShort = text.length <= 2 * longestQuoteChars && characters.length <= longestQuoteChars;
  const shown = isShort ? text : `${characters.slice(0, longestQuoteChars).join('')}…`;
  return JSON.stringify(shown).replace(unprintable, toEscape);
}
