import type { Readable } from 'node:stream';
import { fromWholeWord } from '../text/excerpt.js';

/** Enough for a stack trace and the lines before it; the rest of the output is let go. */
const keptCharacters = 16 * 1024;
const shownLines = 20;

/** A line that says what went wrong: `FATAL ERROR: Reached heap limit …`, `TypeError: …`, `error: sorry, too many clients`. */
const errorLine = /^(?!\s).*(?:Error|Exception|\berror|\bFATAL|\bpanic)\b/;

/** Whether a line says what went wrong. */
export const saysError = (line: string): boolean => errorLine.test(line);

/** The last lines; where the line that names the error stands before them, as above a long stack trace, that one too. */
function shownPart(text: string): string {
  const lines = text.trimEnd().split('\n');
  const from = Math.max(0, lines.length - shownLines);
  const shown = lines.slice(from);
  const error = lines.findLastIndex(saysError);
  if (error < 0 || error >= from) return shown.join('\n');
  return [lines[error], ...(error === from - 1 ? [] : ['…']), ...shown].join('\n');
}

export interface OutputTail {
  text(): string;
  /** Resolves when a stream prints `wanted`. */
  waitFor(wanted: string): Promise<void>;
}

/** Keeps the end of what a process prints, and keeps reading so that it never blocks on a full pipe. */
export function keepOutputTail(streams: readonly Readable[]): OutputTail {
  let kept = '';
  let isCut = false;
  const listeners = new Set<() => void>();
  for (const stream of streams) {
    stream.setEncoding('utf8');
    stream.on('data', (chunk: string) => {
      isCut ||= kept.length + chunk.length > keptCharacters;
      kept = (kept + chunk).slice(-keptCharacters);
      for (const listener of listeners) listener();
    });
  }
  return {
    text: () => shownPart(isCut ? fromWholeWord(kept) : kept),
    waitFor: (wanted) =>
      new Promise((resolve) => {
        const check = (): void => {
          if (!kept.includes(wanted)) return;
          listeners.delete(check);
          resolve();
        };
        listeners.add(check);
        check();
      }),
  };
}
