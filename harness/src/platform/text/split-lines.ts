/** A line is longer than anything that an honest peer sends. */
export class LineTooLong extends Error {
  constructor(readonly limit: number) {
    super(`a line of more than ${limit} characters`);
  }
}

/**
 * Cuts a stream of text into lines. Each character is looked at once: a line without an end is kept in the pieces in
 * which it came.
 *
 * @param limit gives the number of characters that a line may have at the moment.
 * @returns a function that takes the next piece. It throws `LineTooLong`.
 */
export function createLineSplitter(limit: () => number, onLine: (line: string) => void): (piece: string) => void {
  let pieces: string[] = [];
  let length = 0;

  function keep(piece: string): void {
    length += piece.length;
    if (length > limit()) throw new LineTooLong(limit());
    pieces.push(piece);
  }

  return (piece) => {
    let from = 0;
    for (let end = piece.indexOf('\n'); end >= 0; end = piece.indexOf('\n', from)) {
      keep(piece.slice(from, end));
      const line = pieces.join('');
      pieces = [];
      length = 0;
      from = end + 1;
      onLine(line);
    }
    if (from < piece.length) keep(piece.slice(from));
  };
}
