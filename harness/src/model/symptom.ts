/** Something to type in or to set: a query, a command, or a line of a configuration file. */
export interface Remedy {
  /** What it shows or does, in a few words. */
  readonly purpose: string;
  readonly language: 'sql' | 'shell' | 'nginx' | 'ini' | 'ts';
  readonly text: string;
}

/**
 * Something that was seen during a run and that operators know from production, with advice on what to look at. It is
 * not a verdict.
 */
export interface Symptom {
  /** A code that never changes, e.g. `pg-connections-near-limit`. */
  readonly code: string;
  /** What was seen, with numbers. */
  readonly seen: string;
  /** What it usually means, and what to look at first. */
  readonly advice: string;
  readonly remedies: readonly Remedy[];
}

export const sql = (purpose: string, text: string): Remedy => ({ purpose, language: 'sql', text });
export const shell = (purpose: string, text: string): Remedy => ({ purpose, language: 'shell', text });
