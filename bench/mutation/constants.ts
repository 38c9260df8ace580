/** A number at the top of a file, and what it is changed to. */
export interface ConstantChange {
  readonly file: string;
  readonly name: string;
  readonly from: string;
  readonly to: string;
  /** The file with the change. */
  readonly changed: string;
}

/** A constant that is made of numbers alone, over one or more lines: no functions, no texts, no calls. */
const declaration = /^(?:export )?const (\w+)(?:: [^=\n]+)? = ([^;'"`()]*\d[^;'"`()]*);$/gm;
const numeral = /(?<![\w.])(?:\d[\d_]*(?:\.\d+)?(?:e-?\d+)?)/g;

const isSmallCount = (value: number): boolean => Number.isInteger(value) && value <= 8;
const isShareNearOne = (value: number): boolean => value > 0.75 && value < 1;

/** What somebody might have written instead: one more or less of a few, a share twice as far from one, a quarter more or less. */
function neighboursOf(value: number): readonly number[] {
  if (isSmallCount(value)) return value === 0 ? [1] : [value - 1, value + 1];
  const neighbours = isShareNearOne(value) ? [1 - (1 - value) * 2, 1 - (1 - value) / 2] : [value * 0.8, value * 1.25];
  return neighbours.map((neighbour) =>
    Number.isInteger(value) ? Math.round(neighbour) : Number(neighbour.toPrecision(6)),
  );
}

/** Every change of every constant at the top of a file. */
export function changesOf(file: string, text: string): readonly ConstantChange[] {
  return [...text.matchAll(declaration)].flatMap((found) => {
    const [whole, name = '', initialiser = ''] = found;
    if (initialiser.includes('=>')) return [];
    const start = found.index + whole.lastIndexOf(initialiser);
    return [...initialiser.matchAll(numeral)].flatMap((number) => {
      const [from] = number;
      const at = start + number.index;
      return neighboursOf(Number(from.replaceAll('_', ''))).map((to) => ({
        file,
        name,
        from,
        to: String(to),
        changed: text.slice(0, at) + String(to) + text.slice(at + from.length),
      }));
    });
  });
}
