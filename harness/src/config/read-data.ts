import { parse } from 'csv-parse/sync';
import { readPlainFileSync } from '../platform/files/read-text-file.js';
import { HarnessError } from '../platform/harness-error.js';

type Row = Readonly<Record<string, string>>;

/** All rows are kept in memory. No list of test users is longer. */
const mostBytes = 64 * 1024 * 1024;

const dataUnreadable = (file: string, reason: string, cause?: unknown): HarnessError =>
  new HarnessError(
    'CONFIG_INVALID',
    `The data file "${file}" cannot be used: ${reason}. It has to be CSV (RFC 4180) in UTF-8: a first line with the names ` +
      'of the columns, then a line for each row.',
    { cause },
  );

/**
 * The rows of a CSV file. The first line names the columns.
 *
 * @throws HarnessError `CONFIG_INVALID`
 */
export function readData(file: string): readonly Row[] {
  let rows: readonly Row[];
  try {
    rows = parse<Row>(readPlainFileSync(file, mostBytes), {
      columns: uniqueColumns,
      bom: true,
      skip_empty_lines: true,
    });
  } catch (error) {
    throw dataUnreadable(file, error instanceof Error ? error.message.replace(/\.$/, '') : String(error), error);
  }
  if (rows.length === 0) throw dataUnreadable(file, 'it has no row');
  return rows;
}

function uniqueColumns(header: readonly string[]): string[] {
  const names = header.map((name) => name.trim());
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`the column "${twice}" is there twice`);
  return names;
}
