/** The number behind a budget, as far as it was seen. */
export interface Observation {
  /** Null when nothing was seen. */
  readonly worst: number | null;
  /** An upper bound, where `worst` is only what was proven. */
  readonly atMost?: number;
  /** The endpoint that it was seen at; null for numbers of the whole target. */
  readonly endpoint: string | null;
  /** Where the number comes from, in one sentence. */
  readonly source: string;
  /** What was not seen, so that something worse may have happened, in one sentence; null when everything was seen. */
  readonly missing: string | null;
}
