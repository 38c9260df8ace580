const linesAround = 2;

/** Longest part of a line shown: minified code is one line of a megabyte. */
const widestPart = 160;

/** Shown before the column where a line is cut. */
const partBefore = 60;

/** What is shown of a line: all of it, or the part around a column, with the column's place in that. */
function partOf(code: string, column: number): { readonly part: string; readonly column: number } {
  const from = column <= widestPart ? 0 : column - 1 - partBefore;
  const part = code.slice(from, from + widestPart);
  const before = from === 0 ? '' : '…';
  const after = from + widestPart < code.length ? '…' : '';
  return { part: `${before}${part}${after}`, column: column - from + before.length };
}

/** The line with two above and below, marked with `>` and, beneath it, a caret under the column. */
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

/** Tabs stay tabs before the caret, so that it stands under its column at any tab width. */
const caret = (code: string, column: number): string => `${code.slice(0, column - 1).replaceAll(/[^\t]/g, ' ')}^`;
