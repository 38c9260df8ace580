const mark = '…';

/**
 * The beginning of a text. It is cut between words, because half of a secret would not be recognised and so not be
 * masked. If a long text is a single word, nothing of it is shown.
 */
export function excerptOf(text: string, mostCharacters: number): string {
  if (text.length <= mostCharacters) return text;
  const beginning = text.slice(0, mostCharacters + 1);
  return beginning.slice(0, Math.max(0, beginning.search(/[\s"'`,;&<>][^\s"'`,;&<>]*$/))).trimEnd() + mark;
}

/** A text whose beginning was cut off, without the word that may be cut. */
export const fromWholeWord = (text: string): string => text.slice(Math.max(0, text.search(/[\s"'`,;&<>]/)));
