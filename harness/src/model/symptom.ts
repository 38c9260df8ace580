/** Something to type in or to set: a query, a command, a line of a configuration file. */
export interface Remedy {
  /** What it shows or does, in a few words. */
  readonly purpose: string;
  readonly language: 'sql' | 'shell' | 'nginx' | 'ini' | 'ts';
  readonly text: string;
}

/** Something seen during a run that operators know from production, with what to look at. It is no verdict. */
export interface Symptom {
  /** Stable, e.g. `pg-connections-near-limit`. */
  readonly code: string;
  /** What was seen, with its numbers. */
  readonly seen: string;
  /** What that usually means and what to look at first. */
  readonly advice: string;
  readonly remedies: readonly Remedy[];
}

export const sql = (purpose: string, text: string): Remedy => ({ purpose, language: 'sql', text });
export const shell = (purpose: string, text: string): Remedy => ({ purpose, language: 'shell', text });
