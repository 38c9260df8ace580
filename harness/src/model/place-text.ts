/** Lines that people write are shorter; those of a built file may hold all of it. */
const widestWrittenLine = 300;

/** `database.ts:24`; with the column in a line so long that its number says nothing: `dist/app.js:1:48211`. */
export const placeText = ({
  file,
  line,
  column,
}: {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}): string => (column > widestWrittenLine ? `${file}:${line}:${column}` : `${file}:${line}`);
