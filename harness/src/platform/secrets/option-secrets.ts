import { type Secret, toSecret } from './secret.js';
import { maySaySecret } from './secret-name.js';

/** Secrets in options such as `--token <value>`: the word after an option whose name says that it is secret. */
export const secretsOfOptions = (words: readonly string[], source: string): readonly Secret[] =>
  words.flatMap((word, index) => {
    const isOption = word.startsWith('-') && !word.includes('=') && maySaySecret(word);
    return isOption ? toSecret(words[index + 1] ?? '', source, 'certain') : [];
  });
