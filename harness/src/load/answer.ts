/** Names and values in turn, as they were sent. */
export type RawHeaders = readonly string[];

export interface Answer {
  readonly status: number;
  readonly headers: RawHeaders;
  /** The beginning of the body, or all of it if a step captures a value from it. */
  readonly body: string;
  readonly latencyMs: number;
}

/** All values of a header, in the order of the answer. */
export function headerValues(headers: RawHeaders, name: string): readonly string[] {
  const wanted = name.toLowerCase();
  return headers.flatMap((header, index) =>
    index % 2 === 0 && header.toLowerCase() === wanted ? [headers[index + 1] ?? ''] : [],
  );
}
