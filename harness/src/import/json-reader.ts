import { JSONParser } from '@streamparser/json';

/** A problem in a text, and its place. */
export class JsonProblem extends Error {
  constructor(
    readonly where: string,
    what: string,
  ) {
    super(what);
  }
}

/** Reads JSON piece by piece. It keeps only what is asked for. */
export interface JsonReader {
  /** @throws JsonProblem */
  write(bytes: Uint8Array): void;
  /** @throws JsonProblem when the text ended in the middle. */
  end(): void;
}

const newline = 0x0a;

/** Finds lines and columns, counted from 1, of places in the piece that is read now. */
function createPlaces() {
  let piece: Uint8Array = new Uint8Array();
  let beginsAt = 0;
  let line = 1;
  let column = 1;
  const countTo = (end: number): void => {
    let from = 0;
    for (let at = piece.indexOf(newline); at >= 0 && at < end; at = piece.indexOf(newline, from)) {
      line++;
      column = 1;
      from = at + 1;
    }
    column += end - from;
  };
  return {
    next(bytes: Uint8Array): void {
      countTo(piece.length);
      beginsAt += piece.length;
      piece = bytes;
    },
    describe(offset: number): string {
      countTo(Math.max(0, Math.min(offset - beginsAt, piece.length)));
      return `line ${line}, column ${column}`;
    },
  };
}

/** The message of the parser, without its internal states. */
const whatIn = (message: string): string => {
  const [, seen = null] = /^Unexpected (?:\w+ \()?("(?:.*?)"|[^\s)]+)\)?(?: at | in )/s.exec(message) ?? [];
  return seen === null ? (message.split('\n', 1)[0] ?? '') : `${seen.replaceAll('\n', '\\n')} is not expected here`;
};

/**
 * Creates a reader.
 *
 * @param paths in the notation of `@streamparser/json`: `$.log.entries.*`.
 */
export function createJsonReader(
  paths: readonly string[],
  onValue: (value: unknown, keys: readonly (string | number | undefined)[]) => void,
): JsonReader {
  const places = createPlaces();
  let tokenAt = 0;
  let isDone = false;
  let failed: Error | null = null;
  const parser = new JSONParser({ paths: [...paths], keepStack: false });
  parser.onValue = ({ value, key, stack }) => onValue(value, [...stack.map((above) => above.key), key]);
  parser.onToken = ({ offset }) => {
    tokenAt = offset;
  };
  parser.onError = (error) => {
    failed ??= error;
  };
  parser.onEnd = () => {
    isDone = true;
  };
  const check = (): void => {
    if (failed === null) return;
    const [, position = String(tokenAt)] = /absolute position "(\d+)"/.exec(failed.message) ?? [];
    throw new JsonProblem(places.describe(Number(position)), whatIn(failed.message));
  };
  return {
    write(bytes) {
      places.next(bytes);
      parser.write(bytes);
      check();
    },
    end() {
      if (!isDone)
        throw new JsonProblem('at its end', 'it ends in the middle, as a file does that was not written to its end');
    },
  };
}
