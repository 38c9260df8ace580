/** What stands between one heading of a page and the next. */
export type Section = {
  /** Number of `#`; 0 for what stands before the first heading. */
  readonly level: number;
  readonly heading: string;
  /** Everything but fenced code: the heading, paragraphs, lists and tables. */
  readonly text: string;
  /** Fenced blocks with their fences, so with their language. */
  readonly codeBlocks: readonly string[];
};

/** A page by its headings; a `#` in fenced code is none. */
export function sections(markdown: string): readonly Section[] {
  const found: { text: string; codeBlocks: string[] }[] = [];
  for (const [index, chunk] of markdown.split(/^(```[\s\S]*?^```)$/m).entries()) {
    const isCode = index % 2 === 1;
    if (isCode) found.at(-1)?.codeBlocks.push(chunk);
    else for (const part of chunk.split(/^(?=#+ )/m)) addText(found, part);
  }
  return found.map((section) => ({ ...section, ...headingOf(section.text) }));
}

function addText(found: { text: string; codeBlocks: string[] }[], part: string): void {
  const last = found.at(-1);
  if (last === undefined || part.startsWith('#')) found.push({ text: part, codeBlocks: [] });
  else last.text += `\n${part}`;
}

function headingOf(text: string): Pick<Section, 'level' | 'heading'> {
  const [, marks = '', heading = ''] = /^(#+) (.*)/.exec(text) ?? [];
  return { level: marks.length, heading };
}

const tableRow = /^\|(.*)\|$/gm;

export const withoutTables = (text: string): string => text.replace(tableRow, '');

export const withoutCodeSpans = (text: string): string => text.replace(/`[^`]+`/g, '');

/** Rows of all tables of a text, each a list of cells; the lines of dashes are rows, too. */
export const tableRows = (text: string): readonly (readonly string[])[] =>
  [...text.matchAll(tableRow)].map(([, inner = '']) => inner.split('|'));

/** Code spans of a text; a line break inside one is a blank. */
export const codeSpans = (text: string): readonly string[] =>
  [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code.replace(/\s+/g, ' '));

/** Blocks between empty lines: paragraphs, lists and tables. */
export const blockCount = (text: string): number => text.split(/\n\s*\n/).filter((block) => block.trim() !== '').length;

export const listItemCount = (text: string): number => (text.match(/^\s*(?:[-*]|\d+\.) /gm) ?? []).length;
