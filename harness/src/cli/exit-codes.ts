import { type ErrorCode, type ExitCode, errorCodes } from '../internal.js';

const exitCodeByKind = { usage: 4, failed: 3, interrupted: 130 } as const satisfies Record<string, ExitCode>;

/** The exit code of a run that ended in this error. */
export const exitCodeOf = (code: ErrorCode): ExitCode => exitCodeByKind[errorCodes[code]];
