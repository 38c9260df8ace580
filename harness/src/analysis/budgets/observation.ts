/** The number behind a budget, as far as it was seen. */
export interface Observation {
  /** Null when nothing was seen. */
  readonly worst: number | null;
  /** It was no more than this, where `worst` is only what was proven. */
  readonly atMost?: number;
  /** Who gave it; null for numbers of the whole target. */
  readonly endpoint: string | null;
  /** A sentence: where the number comes from. */
  readonly source: string;
  /** A sentence: what was not seen, so that something worse may have happened; null when everything was. */
  readonly missing: string | null;
}
