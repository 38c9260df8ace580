/** The value of each setting that the user leaves out. */
export const configDefaults = {
  budgetSeconds: 60,
  longestBudgetSeconds: 180,
  connections: 8,
  widestConnections: 32,
  strict: false,
  steady: false,
  requestTimeoutMs: 10_000,
  readyTimeoutMs: 15_000,
  prepareTimeoutMs: 300_000,
  stopGraceMs: 5_000,
  containerStopGraceMs: 1_000,
  expectStatus: [200, 399],
  diagnose: 'auto',
  output: 'reports',
} as const;
