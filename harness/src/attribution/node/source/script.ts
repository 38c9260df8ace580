import type { AnyNode } from 'acorn';
import { type Options, type Program, parse } from 'acorn';
import { mirroredFile } from '../../../platform/files/proc-root.js';
import { readPlainFileSync } from '../../../platform/files/read-text-file.js';
import { once } from './once.js';
import { type OwnCode, outsideOfPackages } from './own-code.js';
import { createSourceFinder, type SourcePlace } from './source-finder.js';
import { type FunctionRange, functionsOf } from './syntax/functions.js';
import { toPath } from './to-path.js';

/** A file as Node.js runs it, and the way from it back to the author's source. */
export interface Script {
  /** An absolute path. */
  readonly file: string;
  /** Null when the file is no JavaScript that can be parsed. */
  program(): Program | null;
  /** All functions, outer ones first. Empty when the file cannot be parsed. */
  functions(): readonly FunctionRange[];
  /** The text of a part of its program. */
  textOf(node: AnyNode): string;
  toSource(line: number, column: number): SourcePlace;
  /** The author's file, if this script is built from a single one. */
  onlySource(): string | null;
  /** Text of a source, from the map or from disk. Null when it cannot be found. */
  sourceText(file: string): string | null;
}

/** Scripts by file name or `file:` URL. Each is read once. */
export interface ScriptLibrary {
  /** Tells whose code a file is. */
  readonly ownCode: OwnCode;
  /** Null for a name that is no file on disk: `node:net`, `evalmachine.<anonymous>`, a file that is gone. */
  script(file: string): Script | null;
}

/** A larger file is not written by a person, and parsing it would take too much time. */
const largestScriptBytes = 32 * 1024 * 1024;

function readText(file: string): string | null {
  try {
    return readPlainFileSync(file, largestScriptBytes);
  } catch {
    const mirrored = mirroredFile(file);
    return mirrored === null ? null : readText(mirrored);
  }
}

const options = {
  ecmaVersion: 'latest',
  locations: true,
  allowHashBang: true,
  allowReturnOutsideFunction: true,
  allowAwaitOutsideFunction: true,
} as const satisfies Options;

/** Parses a script as a module, else as CommonJS. Null when it is neither. */
export function parseProgram(text: string): Program | null {
  for (const sourceType of ['module', 'script'] as const) {
    try {
      return parse(text, { ...options, sourceType });
    } catch {
      // It is the other kind, or no JavaScript at all.
    }
  }
  return null;
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

/** @param ownCode tells whose code a file is. By default, everything outside of node_modules is own code. */
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
