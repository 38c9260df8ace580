import type { Output } from '../output.js';
import type { Reporter } from '../reporter.js';
import { formatMarkdown } from './format-markdown.js';

/** Prints the result as a Markdown comment on stdout. */
export function createMarkdownReporter({ stdout }: Output): Reporter {
  return { onRunEnd: ({ result }) => stdout.write(formatMarkdown(result)) };
}
