/** Names and values in turn, as they came over the wire. */
export type RawHeaders = readonly string[];

export interface Answer {
  readonly status: number;
  readonly headers: RawHeaders;
  /** Its beginning, or all of it where a step captures from it. */
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
