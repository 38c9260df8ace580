import { decodedMappings, type SourceMapSegment, type TraceMap } from '@jridgewell/trace-mapping';

/** How many words of a built file were compared with the place that its map leads to, and how many agree. */
export interface Agreement {
  readonly compared: number;
  readonly agreed: number;
}

/**
 * Number of lines of the built file to look at around the place, and of segments in each of them. A minified file is
 * one line.
 */
const linesAround = 12;
const segmentsAround = 60;

/** Shorter words may be names that a minifier made. */
const shortestWord = 4;

/** From so many parts of built code per place on, the map is coarse: it knows lines or statements, but not words. */
const coarseness = 1.5;

const keywords = new Set(
  `async await break case catch class const continue debugger default delete else export extends false finally function
  import instanceof null return static super switch this throw true typeof undefined void while with yield`.split(
    /\s+/,
  ),
);

const wordPattern = /[\p{ID_Start}$_][\p{ID_Continue}$]*/uy;

function wordAt(text: string, column: number): string | null {
  wordPattern.lastIndex = column;
  return wordPattern.exec(text)?.[0] ?? null;
}

type Mapped = Extract<SourceMapSegment, { length: 4 | 5 }>;

/** A segment, with its part of the built code up to where the next segment begins. */
interface Part {
  readonly segment: Mapped;
  readonly code: string;
}

function partsOf(segments: readonly SourceMapSegment[], code: string, column: number | null): readonly Part[] {
  const at = column === null ? 0 : segments.findLastIndex(([start]) => start <= column);
  const from = Math.max(0, at - segmentsAround);
  return segments.slice(from, at + segmentsAround).flatMap((segment, index) => {
    if (segment.length === 1) return [];
    const end = segments[from + index + 1]?.[0];
    return [{ segment, code: code.slice(segment[0], end) }];
  });
}

function partsAround(map: TraceMap, built: readonly string[], line: number, column: number): readonly Part[] {
  const mappings = decodedMappings(map);
  const parts: Part[] = [];
  for (let index = Math.max(0, line - 1 - linesAround); index < line + linesAround; index++) {
    parts.push(...partsOf(mappings[index] ?? [], built[index] ?? '', index === line - 1 ? column - 1 : null));
  }
  return parts;
}

const isTelling = (word: string | null): boolean => word !== null && word.length >= shortestWord && !keywords.has(word);

function agrees({ segment, code }: Part, lines: readonly string[], isCoarse: boolean): boolean {
  const original = lines[segment[2]] ?? '';
  const there = wordAt(original, segment[3]);
  return (there !== null && code.includes(there)) || (isCoarse && original.includes(wordAt(code, 0) ?? code));
}

/**
 * Compares the words around a place of a built file with the source that its map leads to. A map of another build leads
 * to places that exist, but other words are there. Line and column count from 1.
 *
 * @param source with its index in the map.
 */
export function agreementOf(
  map: TraceMap,
  built: readonly string[],
  place: { readonly line: number; readonly column: number },
  source: { readonly index: number; readonly lines: readonly string[] },
): Agreement {
  const parts = partsAround(map, built, place.line, place.column).filter(({ segment }) => segment[1] === source.index);
  const isCoarse = parts.length >= coarseness * new Set(parts.map(({ segment }) => `${segment[2]}:${segment[3]}`)).size;
  const told = parts.filter(({ code }) => isTelling(wordAt(code, 0)));
  const agreed = told.filter((part) => agrees(part, source.lines, isCoarse));
  return { compared: told.length, agreed: agreed.length };
}
