import { obeyedCharacters } from './terminal-safe.js';

const obeyedOrLineBreak = new RegExp(`[\\t\\n${obeyedCharacters}]+`, 'g');

/** Text of strangers (endpoint names, error messages) without the control characters that could drive a terminal. */
export function toPrintable(text: string): string {
  return text.replace(obeyedOrLineBreak, ' ').trim();
}

/** Text of strangers that has lines of its own (a stack trace): each printable, with its indentation. */
export function toPrintableLines(text: string): readonly string[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => (/^ */.exec(line)?.[0] ?? '') + toPrintable(line));
}

/** Cuts to at most `width` characters, marking the cut. */
export function truncate(text: string, width: number, mark = '…'): string {
  const characters = Array.from(text);
  if (characters.length <= width) return text;
  return characters.slice(0, Math.max(0, width - mark.length)).join('') + mark;
}

/** Breaks at spaces so that no line is longer than `width`, unless one word is. */
export function wrapWords(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
