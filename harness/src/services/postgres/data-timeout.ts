/** For statements that work on all of the data of a test database: its restoration, its copy, its statistics. */
export const dataTimeoutMs = 600_000;
