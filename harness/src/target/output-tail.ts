import type { Readable } from 'node:stream';
import { fromWholeWord } from '../platform/excerpt.js';

/** Enough for a stack trace and the lines before it; the rest of the output is let go. */
const keptCharacters = 16 * 1024;
const shownLines = 20;

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
    text: () => (isCut ? fromWholeWord(kept) : kept).trimEnd().split('\n').slice(-shownLines).join('\n'),
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
