const mark = '…';

/**
 * The beginning of a text. The cut is between words: half of a secret would not be recognised as one, and so not be
 * masked. Of a text that is one long word nothing is shown.
 */
export function excerptOf(text: string, mostCharacters: number): string {
  if (text.length <= mostCharacters) return text;
  const beginning = text.slice(0, mostCharacters + 1);
  return beginning.slice(0, Math.max(0, beginning.search(/[\s"'`,;&<>][^\s"'`,;&<>]*$/))).trimEnd() + mark;
}

/** The end of a text of which the beginning was let go: from its first whole word. */
export const fromWholeWord = (text: string): string => text.slice(Math.max(0, text.search(/[\s"'`,;&<>]/)));
