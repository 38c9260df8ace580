const linesAround = 2;

/** Longest line shown: minified code is one line of a megabyte. */
const widestLine = 160;

/** The line with two above and below, marked with `>` and, beneath it, a caret under the column. */
export function codeFrame(text: string, line: number, column: number): string | null {
  const lines = text.split(/\r?\n/);
  if (line < 1 || line > lines.length) return null;
  const first = Math.max(1, line - linesAround);
  const last = Math.min(lines.length, line + linesAround);
  const width = String(last).length;
  const rows: string[] = [];
  for (let number = first; number <= last; number++) {
    const code = (lines[number - 1] ?? '').slice(0, widestLine);
    const gutter = `${number === line ? '>' : ' '} ${String(number).padStart(width)} |`;
    rows.push(`${gutter} ${code}`.trimEnd());
    if (number === line && column <= widestLine) rows.push(`${' '.repeat(width + 2)} | ${caret(code, column)}`);
  }
  return rows.join('\n');
}

/** Tabs stay tabs before the caret, so that it stands under its column at any tab width. */
const caret = (code: string, column: number): string => `${code.slice(0, column - 1).replaceAll(/[^\t]/g, ' ')}^`;
