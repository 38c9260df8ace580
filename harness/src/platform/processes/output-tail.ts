import type { Readable } from 'node:stream';
import { fromWholeWord } from '../text/excerpt.js';

/** Enough for a stack trace and the lines before it. The rest of the output is dropped. */
const keptCharacters = 16 * 1024;
const shownLines = 20;

/** Enough for the last dozen lines of a log. */
const tailCharacters = 4_000;

/**
 * A line that says what went wrong: `FATAL ERROR: Reached heap limit …`, `TypeError: …`, `error: sorry, too many
 * clients`.
 */
const errorLine = /^(?!\s).*(?:Error|Exception|\berror|\bFATAL|\bpanic)\b/;

/** Whether a line says what went wrong. */
export const saysError = (line: string): boolean => errorLine.test(line);

/** The last lines. If the line that names the error is before them, as above a long stack trace, it is shown too. */
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
  /** Resolves when the streams have printed `wanted`. */
  waitFor(wanted: string): Promise<void>;
}

interface KeptEnd {
  text(): string;
  /** The kept text, from its first character even if that is inside of a word. */
  raw(): string;
}

/**
 * Keeps the last characters that streams print. It goes on reading, so that the process never blocks on a full pipe.
 */
function keepEnd(streams: readonly Readable[], mostCharacters: number, onChunk: () => void = () => undefined): KeptEnd {
  let kept = '';
  let isCut = false;
  for (const stream of streams) {
    stream.setEncoding('utf8');
    stream.on('data', (chunk: string) => {
      isCut ||= kept.length + chunk.length > mostCharacters;
      kept = (kept + chunk).slice(-mostCharacters);
      onChunk();
    });
  }
  return { text: () => (isCut ? fromWholeWord(kept) : kept), raw: () => kept };
}

/** Returns a function that gives about the last dozen lines that a program printed, for an error message. */
export function keepTail(...streams: readonly (Readable | null)[]): () => string {
  const end = keepEnd(
    streams.filter((stream) => stream !== null),
    tailCharacters,
  );
  return () => end.text().trim();
}

/** Keeps the end of what a target prints, and can wait until it prints a text. */
export function keepOutputTail(streams: readonly Readable[]): OutputTail {
  const listeners = new Set<() => void>();
  const end = keepEnd(streams, keptCharacters, () => {
    for (const listener of listeners) listener();
  });
  return {
    text: () => shownPart(end.text()),
    waitFor: (wanted) =>
      new Promise((resolve) => {
        const check = (): void => {
          if (!end.raw().includes(wanted)) return;
          listeners.delete(check);
          resolve();
        };
        listeners.add(check);
        check();
      }),
  };
}
