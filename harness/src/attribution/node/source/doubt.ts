/**
 * A clause that tells why a frame shows a place in the built file and not in the source.
 *
 * @param shown turns a path into the text to show.
 */
export type Doubt = (shown: (file: string) => string) => string;

/** The whole sentence for the reader. */
export const builtLines = (doubt: Doubt, shown: (file: string) => string): string =>
  `${doubt(shown)}; lines are those of the built file.`;

export const misfit =
  (file: string, because: Doubt): Doubt =>
  (shown) =>
    `The source map of ${shown(file)} does not fit: ${because(shown)}`;

export const damaged =
  (file: string): Doubt =>
  (shown) =>
    `The source map of ${shown(file)} is damaged`;

export const absent =
  (file: string, address: string): Doubt =>
  (shown) =>
    `The source map of ${shown(file)} is not where it says (${address})`;

export const minified =
  (file: string): Doubt =>
  (shown) =>
    `${shown(file)} is minified and has no source map`;
