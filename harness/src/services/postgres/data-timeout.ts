/** The limit for statements that work on all of the data of a test database: restoring, copying, making statistics. */
export const dataTimeoutMs = 600_000;
