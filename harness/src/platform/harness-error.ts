/**
 * Every way in which Leakline can fail, with the kind of failure. The kind decides the exit code: `usage` → 4, `failed`
 * → 3, `interrupted` → 130. `docs/errors.md` has a heading for each.
 */
export const errorCodes = {
  USAGE: 'usage',
  CONFIG_NOT_FOUND: 'usage',
  CONFIG_THROWS: 'usage',
  CONFIG_INVALID: 'usage',
  UNKNOWN_METRIC: 'usage',
  UNKNOWN_ENDPOINT: 'usage',
  DOCUMENT_UNREADABLE: 'usage',
  RECORDING_UNREADABLE: 'usage',
  RESULT_UNREADABLE: 'usage',
  BASELINE_UNREADABLE: 'usage',
  PARALLEL_REFUSED: 'usage',
  CLINIC_MISSING: 'usage',
  SERVICE_UNAVAILABLE: 'failed',
  SERVICE_REFUSED: 'failed',
  SERVICE_AUTH_FAILED: 'failed',
  SERVICE_EXHAUSTED: 'failed',
  SERVICE_LOST: 'failed',
  RESTORE_FAILED: 'failed',
  DUMP_FAILED: 'failed',
  PREPARE_FAILED: 'failed',
  TARGET_EXITED: 'failed',
  TARGET_NOT_READY: 'failed',
  TARGET_WRONG_PORT: 'failed',
  TARGET_WRONG_PROTOCOL: 'failed',
  TARGET_CRASHED: 'failed',
  TARGET_OVERDUE: 'failed',
  ENGINE_UNAVAILABLE: 'failed',
  CONTAINER_NOT_FOUND: 'failed',
  CONTAINER_NOT_RUNNING: 'failed',
  CONTAINER_PORT_UNKNOWN: 'failed',
  COMPOSE_FAILED: 'failed',
  COMPOSE_SERVICE_UNKNOWN: 'failed',
  PORT_IN_USE: 'failed',
  CERTIFICATE_UNTRUSTED: 'failed',
  SETUP_FAILED: 'failed',
  DOOR_SHUT: 'failed',
  ATTACH_UNSUPPORTED: 'failed',
  ATTACH_REFUSED: 'failed',
  ATTACH_FAILED: 'failed',
  AGENT_UNRESPONSIVE: 'failed',
  AGENT_MISSPOKE: 'failed',
  LOAD_FAILED: 'failed',
  OUTPUT_UNWRITABLE: 'failed',
  TMPDIR_UNWRITABLE: 'failed',
  START_FAILED: 'failed',
  FILES_EXHAUSTED: 'failed',
  CLINIC_FAILED: 'failed',
  INTERNAL: 'failed',
  INTERRUPTED: 'interrupted',
} as const satisfies Record<string, 'usage' | 'failed' | 'interrupted'>;

export type ErrorCode = keyof typeof errorCodes;

/** Whether a code, e.g. of a warning, stands for something that failed the run. */
export const isFailureCode = (code: string): boolean =>
  (errorCodes as Readonly<Record<string, string>>)[code] === 'failed';

/** A failure that a user can act on. The message says what failed, which value was seen, and what to do. */
export class HarnessError extends Error {
  override readonly name = 'HarnessError';
  constructor(
    readonly code: ErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
