import type { ChildProcess } from 'node:child_process';

/** Enough for the last dozen log lines: what an error message can use. */
const tailCharacters = 4_000;

/** Collects what a child prints and returns a function that gives the end of it. Reading also keeps its pipes empty. */
export function keepTail(child: ChildProcess): () => string {
  let text = '';
  const append = (chunk: string) => {
    text = (text + chunk).slice(-tailCharacters);
  };
  child.stdout?.setEncoding('utf8').on('data', append);
  child.stderr?.setEncoding('utf8').on('data', append);
  return () => text.trim();
}
