import type { ChildProcess } from 'node:child_process';
import { fromWholeWord } from '../text/excerpt.js';

/** Enough for the last dozen log lines: what an error message can use. */
const tailCharacters = 4_000;

/** Collects what a child prints to these streams and returns a function that gives the end of it. Reading also keeps its pipes empty. */
export function keepTail(child: ChildProcess, ...names: readonly ('stdout' | 'stderr')[]): () => string {
  let text = '';
  let isCut = false;
  const append = (chunk: string) => {
    isCut ||= text.length + chunk.length > tailCharacters;
    text = (text + chunk).slice(-tailCharacters);
  };
  for (const name of names) child[name]?.setEncoding('utf8').on('data', append);
  return () => (isCut ? fromWholeWord(text) : text).trim();
}
