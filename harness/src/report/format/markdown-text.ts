import { toPrintable } from './printable.js';

/** What GitHub and GitLab turn into links and notices without any markup: `@name`, `#12`, `GH-12`, `!12`, `www.`. */
const linking = /@|[#!](?=\d)|\bGH(?=\\?-\d)|\bwww(?=\.)/gi;

/** Escapes text of strangers, so that it cannot become markup, a link or a mention, inside a table too. */
export function escapeMarkdown(text: string): string {
  return toPrintable(text)
    .replace(/[\\`*_{}[\]()#+!|~-]/g, (character) => `\\${character}`)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/:\/\//g, ':&#47;&#47;')
    .replace(linking, '$&\u200b');
}

/** Escapes text for an HTML element. Markdown is not read there, but names and numbers still become links. */
export function escapeHtml(text: string): string {
  return toPrintable(text)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(linking, '$&\u200b');
}

/**
 * Text as code, between more backticks than it holds. Bars are escaped, because in a table they end the cell even
 * inside code.
 */
export function inlineCode(text: string): string {
  const printable = toPrintable(text).replaceAll('|', '\\|');
  const fence = '`'.repeat(longestRun(printable) + 1);
  const gap = fence.length === 1 ? '' : ' ';
  return printable === '' ? '' : `${fence}${gap}${printable}${gap}${fence}`;
}

/** A block of code, between more backticks than it holds. */
export function codeBlock(lines: readonly string[]): string {
  const fence = '`'.repeat(Math.max(3, longestRun(lines.join('\n')) + 1));
  return [`${fence}text`, ...lines, fence].join('\n');
}

const longestRun = (text: string): number =>
  Math.max(0, ...[...text.matchAll(/`+/g)].map(([backticks]) => backticks.length));
