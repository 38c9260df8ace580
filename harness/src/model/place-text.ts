/** Lines that people write are shorter than this. A line of a built file may hold all of its code. */
const widestWrittenLine = 300;

/**
 * `database.ts:24`. In a very long line the number of the line says nothing, so the column follows:
 * `dist/app.js:1:48211`.
 */
export const placeText = ({
  file,
  line,
  column,
}: {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}): string => (column > widestWrittenLine ? `${file}:${line}:${column}` : `${file}:${line}`);
