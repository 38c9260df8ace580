import path from 'node:path';
import { originalPositionFor, sourceContentFor, type TraceMap } from '@jridgewell/trace-mapping';
import type { AnyNode, Program } from 'acorn';
import { readPlainFileSync } from '../../platform/read-text-file.js';
import { type OwnCode, outsideOfPackages } from './own-code.js';
import { locateSource } from './source-file.js';
import { readSourceMap } from './source-map.js';
import { type FunctionRange, functionsOf } from './syntax/functions.js';
import { parseProgram } from './syntax/parse-program.js';
import { toPath } from './to-path.js';

/** A place in a file. Lines and columns count from 1. */
interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A place in the author's source. */
interface SourcePlace extends Place {
  /** Name of the symbol at this place, where the map knows it. */
  readonly name: string | null;
}

/** A file as Node.js runs it, with what leads from it back to the author's source. */
export interface Script {
  /** Absolute. */
  readonly file: string;
  /** Null when it is no JavaScript that can be parsed. */
  program(): Program | null;
  /** Its functions, outer ones first; none when it cannot be parsed. */
  functions(): readonly FunctionRange[];
  /** The text of a part of its program. */
  textOf(node: AnyNode): string;
  toSource(line: number, column: number): SourcePlace;
  /** The author's file, where this is a translation of a single one. */
  readonly onlySource: string | null;
  /** Text of the author's file, from the map or from disk; null when it is nowhere. */
  sourceText(file: string): string | null;
}

/** Scripts by file name or `file:` URL; each is read once. */
export interface ScriptLibrary {
  /** Whose code they are. */
  readonly ownCode: OwnCode;
  /** Null for what is no file on disk: `node:net`, `evalmachine.<anonymous>`, a file that is gone. */
  script(file: string): Script | null;
}

/** Beyond this a file is no code that a person looks at, and parsing it would cost the pass its time. */
const largestScriptBytes = 32 * 1024 * 1024;

function readText(file: string): string | null {
  try {
    return readPlainFileSync(file, largestScriptBytes);
  } catch {
    return null;
  }
}

function toSource(file: string, map: TraceMap | null, line: number, column: number): SourcePlace {
  const here = { file, line, column, name: null };
  if (map === null) return here;
  const found = originalPositionFor(map, { line, column: Math.max(0, column - 1) });
  if (found.source === null) return here;
  const source = locateSource(found.source, path.dirname(file));
  return { file: source, line: found.line, column: found.column + 1, name: found.name };
}

function onlySource(file: string, map: TraceMap | null): string | null {
  const [source, ...others] = map?.resolvedSources ?? [];
  return source === undefined || others.length > 0 ? null : locateSource(source, path.dirname(file));
}

function embeddedText(map: TraceMap | null, file: string, wanted: string): string | null {
  const source = map?.resolvedSources.find((candidate) => locateSource(candidate, path.dirname(file)) === wanted);
  return map === null || source === undefined ? null : sourceContentFor(map, source);
}

function once<T>(compute: () => T): () => T {
  let known: { readonly value: T } | null = null;
  return () => {
    known ??= { value: compute() };
    return known.value;
  };
}

function createScript(file: string, text: string): Script {
  const map = readSourceMap(file, text);
  const program = once(() => parseProgram(text));
  return {
    file,
    program,
    functions: once(() => {
      const parsed = program();
      return parsed === null ? [] : functionsOf(parsed);
    }),
    textOf: ({ start, end }) => text.slice(start, end),
    toSource: (line, column) => toSource(file, map, line, column),
    onlySource: onlySource(file, map),
    sourceText: (wanted) => (wanted === file ? text : (embeddedText(map, file, wanted) ?? readText(wanted))),
  };
}

/** @param ownCode what lies outside of node_modules where left out. */
export function createScriptLibrary(ownCode = outsideOfPackages): ScriptLibrary {
  const scripts = new Map<string, Script | null>();
  return {
    ownCode,
    script: (name) => {
      const file = toPath(name);
      if (file === null) return null;
      const known = scripts.get(file);
      if (known !== undefined) return known;
      const text = readText(file);
      const script = text === null ? null : createScript(file, text);
      scripts.set(file, script);
      return script;
    },
  };
}
