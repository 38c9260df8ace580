const linesAround = 2;

/** Number of characters of a line that are shown at most. Minified code may be one line of a megabyte. */
const widestPart = 160;

/** Number of characters that are shown before the column when a line is cut. */
const partBefore = 60;

/** The part of a line to show, with the column's place in it. */
function partOf(code: string, column: number): { readonly part: string; readonly column: number } {
  const from = column <= widestPart ? 0 : column - 1 - partBefore;
  const part = code.slice(from, from + widestPart);
  const before = from === 0 ? '' : '…';
  const after = from + widestPart < code.length ? '…' : '';
  return { part: `${before}${part}${after}`, column: column - from + before.length };
}

/**
 * The code of a line, with two lines above and below it. The line is marked with `>`, and a caret stands under the
 * column.
 */
export function codeFrame(text: string, line: number, column: number): string | null {
  const lines = text.split(/\r?\n/);
  if (line < 1 || line > lines.length) return null;
  const first = Math.max(1, line - linesAround);
  const last = Math.min(lines.length, line + linesAround);
  const width = String(last).length;
  const rows: string[] = [];
  for (let number = first; number <= last; number++) {
    const shown = partOf(lines[number - 1] ?? '', number === line ? column : 1);
    const gutter = `${number === line ? '>' : ' '} ${String(number).padStart(width)} |`;
    rows.push(`${gutter} ${shown.part}`.trimEnd());
    if (number === line) rows.push(`${' '.repeat(width + 2)} | ${caret(shown.part, shown.column)}`);
  }
  return rows.join('\n');
}

/** Spaces before the caret. Tabs stay tabs, so that the caret stands under its column at any tab width. */
const caret = (code: string, column: number): string => `${code.slice(0, column - 1).replaceAll(/[^\t]/g, ' ')}^`;
