import { obeyedCharacters } from './terminal-safe.js';

const obeyedOrLineBreak = new RegExp(`[\\t\\n${obeyedCharacters}]+`, 'g');

/**
 * Removes the control characters from text of strangers (endpoint names, error messages), because they could control a
 * terminal.
 */
export function toPrintable(text: string): string {
  return text.replace(obeyedOrLineBreak, ' ').trim();
}

/**
 * Splits text of strangers that has several lines (a stack trace). Each line is printable and keeps its indentation.
 */
export function toPrintableLines(text: string): readonly string[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => (/^ */.exec(line)?.[0] ?? '') + toPrintable(line));
}

/** Cuts a text to at most `width` characters, and marks the cut. */
export function truncate(text: string, width: number, mark = '…'): string {
  const characters = Array.from(text);
  if (characters.length <= width) return text;
  return characters.slice(0, Math.max(0, width - mark.length)).join('') + mark;
}

/** Breaks a text at spaces, so that no line is longer than `width` unless it is a single word. */
export function wrapWords(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
