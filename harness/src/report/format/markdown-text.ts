import { toPrintable } from './printable.js';

/** What GitHub and GitLab make links and notices of, without any markup: `@name`, `#12`, `GH-12`, `!12`, `www.`. */
const linking = /@|[#!](?=\d)|\bGH(?=\\?-\d)|\bwww(?=\.)/gi;

/** Text of strangers that cannot become markup, a link or a mention, also inside a table. */
export function escapeMarkdown(text: string): string {
  return toPrintable(text)
    .replace(/[\\`*_{}[\]()#+!|~-]/g, (character) => `\\${character}`)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/:\/\//g, ':&#47;&#47;')
    .replace(linking, '$&\u200b');
}

/** Text inside an HTML element, where Markdown is not read and names and numbers are links all the same. */
export function escapeHtml(text: string): string {
  return toPrintable(text)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(linking, '$&\u200b');
}

/** Text as code, fenced by more backticks than it holds. A table's cell ends at a bar even inside code. */
export function inlineCode(text: string): string {
  const printable = toPrintable(text).replaceAll('|', '\\|');
  const fence = '`'.repeat(longestRun(printable) + 1);
  const gap = fence.length === 1 ? '' : ' ';
  return printable === '' ? '' : `${fence}${gap}${printable}${gap}${fence}`;
}

/** A block of code, fenced likewise. */
export function codeBlock(lines: readonly string[]): string {
  const fence = '`'.repeat(Math.max(3, longestRun(lines.join('\n')) + 1));
  return [`${fence}text`, ...lines, fence].join('\n');
}

const longestRun = (text: string): number =>
  Math.max(0, ...[...text.matchAll(/`+/g)].map(([backticks]) => backticks.length));
