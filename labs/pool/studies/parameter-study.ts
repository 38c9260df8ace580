import type { Picture } from '../take-picture.js';

/** One setting of a pool, and what it did here. */
export interface Study {
  readonly parameter: string;
  /** What it decides, and its default. */
  readonly meaning: string;
  /** The same script with other values of the setting. */
  readonly pictures: readonly Picture[];
  /** Measured beside the pictures, in sentences that carry their numbers. */
  readonly remarks: readonly string[];
}

/** A setting of `pg.Pool`, and what it is called elsewhere. */
export interface ParameterStudy extends Study {
  readonly sqlalchemy: string;
  readonly asyncpg: string;
}
