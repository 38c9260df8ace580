import type { AnyNode, Program } from 'acorn';
import { readPlainFileSync } from '../../platform/files/read-text-file.js';
import { once } from './once.js';
import { type OwnCode, outsideOfPackages } from './own-code.js';
import { createSourceFinder, type SourcePlace } from './source-finder.js';
import { type FunctionRange, functionsOf } from './syntax/functions.js';
import { parseProgram } from './syntax/parse-program.js';
import { toPath } from './to-path.js';

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
  onlySource(): string | null;
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

function createScript(file: string, text: string): Script {
  const sources = once(() => createSourceFinder(file, text, readText));
  const program = once(() => parseProgram(text));
  return {
    file,
    program,
    functions: once(() => {
      const parsed = program();
      return parsed === null ? [] : functionsOf(parsed);
    }),
    textOf: ({ start, end }) => text.slice(start, end),
    toSource: (line, column) => sources().at(line, column),
    onlySource: () => sources().only(),
    sourceText: (wanted) => (wanted === file ? text : sources().text(wanted)),
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
