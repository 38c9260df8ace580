import { createHash } from 'node:crypto';
import type { RequestValues } from '../../model/endpoint.js';

type Row = Readonly<Record<string, string>>;

/** Values that every unit has by its number. The same number always has the same values. */
export interface UnitValues {
  lookUp(n: number, name: string): string | undefined;
  all(n: number): RequestValues;
}

const largestRandom = 2 ** 31;

/**
 * @param salt makes the values of one run differ from those of another run, which may still be in the database.
 * @param rows rows of the data file.
 */
export function createUnitValues(salt: string, rows: readonly Row[]): UnitValues {
  const digest = (n: number): Buffer => createHash('sha256').update(`${salt} ${n}`).digest();
  const rowOf = (n: number): Row => rows[(n - 1) % rows.length] ?? {};
  return {
    lookUp(n, name) {
      if (name === 'n') return String(n);
      if (name === 'uuid') return uuidOf(digest(n));
      if (name === 'random') return String(randomOf(digest(n)));
      const row = rowOf(n);
      return Object.hasOwn(row, name) ? row[name] : undefined;
    },
    all(n) {
      const bytes = digest(n);
      return { ...rowOf(n), n, uuid: uuidOf(bytes), random: randomOf(bytes) };
    },
  };
}

/** An integer from 0 to 2^31 − 1. */
const randomOf = (bytes: Buffer): number => bytes.readUInt32BE(16) % largestRandom;

/** A UUID of version 4, variant 1 (RFC 9562), because services check for that. */
function uuidOf(bytes: Buffer): string {
  const marked = Buffer.from(bytes.subarray(0, 16));
  marked[6] = ((marked[6] ?? 0) & 0x0f) | 0x40;
  marked[8] = ((marked[8] ?? 0) & 0x3f) | 0x80;
  return marked.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
