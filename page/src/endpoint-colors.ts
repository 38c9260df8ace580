import type { ReportDocument } from '../../harness/src/model/trace.js';

/** Index of an endpoint's colour, `--endpoint-0` and on; idle blocks have none. */
export type EndpointColors = ReadonlyMap<string, number>;

const paletteSize = 6;

/** Gives each endpoint a colour in the order it is first driven; after the sixth they repeat. */
export function colorEndpoints({ result }: ReportDocument): EndpointColors {
  const ids = new Set(result.targets.flatMap(({ endpoints }) => endpoints.map(({ id }) => id)));
  return new Map([...ids].map((id, index) => [id, index % paletteSize]));
}
