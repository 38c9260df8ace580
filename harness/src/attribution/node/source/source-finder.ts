import path from 'node:path';
import { type TraceMap, traceSegment } from '@jridgewell/trace-mapping';
import { type Doubt, minified, misfit } from './doubt.js';
import { type BuiltFile, isForeign, linesOf, type MapSource, wrongWith } from './map-fit.js';
import { once } from './once.js';
import { locateSource } from './source-file.js';
import { readSourceMap } from './source-map.js';

/** A place in the author's source, or in the built file when it has no map that fits. Line and column count from 1. */
export interface SourcePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Name of the symbol at this place, if the map knows it. */
  readonly name: string | null;
  /** Why this is a place in the built file; null when nothing is wrong. */
  readonly doubt: Doubt | null;
}

/** Leads from places in a built file to places in its sources. */
export interface SourceFinder {
  at(line: number, column: number): SourcePlace;
  /** The author's file, if there is a single one. */
  only(): string | null;
  /** Text of a source, from the map or from disk. Null when it cannot be found. */
  text(file: string): string | null;
}

type ReadText = (file: string) => string | null;

/** A line with more characters is minified. */
const minifiedLine = 500;

function sourcesOf(map: TraceMap, file: string): readonly MapSource[] {
  return map.resolvedSources.map((name, index) => {
    const embedded: unknown = map.sourcesContent?.[index];
    return {
      index,
      file: locateSource(name, path.dirname(file)),
      embedded: typeof embedded === 'string' ? embedded : null,
    };
  });
}

/** For a file that was not built, or was built without a map that can be used. */
function withoutMap(file: string, text: string, doubt: Doubt | null, readText: ReadText): SourceFinder {
  const lines = once(() => linesOf(text));
  const isMinified = (line: number): boolean => (lines()[line - 1] ?? '').length > minifiedLine;
  return {
    at: (line, column) => {
      return { file, line, column, name: null, doubt: doubt ?? (isMinified(line) ? minified(file) : null) };
    },
    only: () => null,
    text: readText,
  };
}

function findAt(built: BuiltFile, line: number, column: number, textOf: (source: MapSource) => string | null) {
  const here: SourcePlace = { file: built.file, line, column, name: null, doubt: null };
  const segment = traceSegment(built.map, line - 1, Math.max(0, column - 1));
  if (segment === null || segment.length === 1) return here;
  const [, index, sourceLine, sourceColumn, name] = segment;
  const source = built.sources[index];
  if (source === undefined) return here;
  const wrong = wrongWith(built, { line, column, source, sourceLine: sourceLine + 1 }, textOf(source));
  if (wrong !== null) return { ...here, doubt: misfit(built.file, wrong) };
  const named = name === undefined ? undefined : built.map.names[name];
  return { file: source.file, line: sourceLine + 1, column: sourceColumn + 1, name: named ?? null, doubt: null };
}

function withMap(built: BuiltFile, readText: ReadText): SourceFinder {
  const read = new Map<string, string | null>();
  const places = new Map<string, SourcePlace>();
  const textOf = (source: MapSource): string | null => {
    if (!read.has(source.file)) read.set(source.file, source.embedded ?? readText(source.file));
    return read.get(source.file) ?? null;
  };
  const [first, ...others] = built.sources;
  return {
    at: (line, column) => {
      const key = `${line}:${column}`;
      const place = places.get(key) ?? findAt(built, line, column, textOf);
      places.set(key, place);
      return place;
    },
    only: () => {
      if (first === undefined || others.length > 0) return null;
      return textOf(first) === null || isForeign(first, built) ? null : first.file;
    },
    text: (wanted) => {
      const source = built.sources.find(({ file }) => file === wanted);
      return source === undefined ? readText(wanted) : textOf(source);
    },
  };
}

/** @param readText reads the text of a file; null when it cannot be read. */
export function createSourceFinder(file: string, text: string, readText: ReadText): SourceFinder {
  const { map, doubt } = readSourceMap(file, text);
  if (map === null) return withoutMap(file, text, doubt, readText);
  return withMap({ file, lines: linesOf(text), map, sources: sourcesOf(map, file) }, readText);
}
