import type { Picture } from '../take-picture.js';

/** One setting of the pool: what it is called elsewhere, and what it did here. */
export interface ParameterStudy {
  readonly parameter: string;
  /** What it decides, and its default in `pg`. */
  readonly meaning: string;
  readonly sqlalchemy: string;
  readonly asyncpg: string;
  /** The same script with other values of the setting. */
  readonly pictures: readonly Picture[];
  /** Measured beside the pictures, in sentences that carry their numbers. */
  readonly remarks: readonly string[];
}
