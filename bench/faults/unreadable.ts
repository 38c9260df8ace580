import type { ErrorCode } from 'leakline';
import type { Expected } from './fault-case.js';

/** A file that cannot be read is told at once. */
export const readSeconds = 20;

export const refused = (code: ErrorCode): Expected => ({ exit: [4], code });
