/** A line that is longer than anything an honest peer sends. */
export class LineTooLong extends Error {
  constructor(readonly limit: number) {
    super(`a line of more than ${limit} characters`);
  }
}

/**
 * Cuts a stream of text into lines, each looked at once: what has no end yet is kept in the pieces in which it came.
 *
 * @param limit characters that a line may have at this moment.
 * @returns what takes the next piece; it throws `LineTooLong`.
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
