import path from 'node:path';
import type { RawFrame, SourceFrame } from '../../model/evidence.js';
import { codeFrame } from './code-frame.js';
import type { OwnCode } from './own-code.js';
import type { Script, ScriptLibrary } from './script.js';
import { functionAt, nameAround } from './syntax/functions.js';
import { toPath } from './to-path.js';

/** Turns frames of the code that runs into frames of the source that its author wrote. */
export interface FrameResolver {
  resolve(frame: RawFrame): SourceFrame;
  /** How people write the path of the source that this file comes from. */
  sourceFile(file: string): string;
  /** The code around a frame of one's own; null where its text is nowhere. */
  codeAround(frame: RawFrame): { readonly key: string; readonly text: string } | null;
}

/** What tells the code frames of a recording apart. */
const codeFrameKey = ({ file, line }: Pick<SourceFrame, 'file' | 'line'>): string => `${file}:${line}`;

/** Inside the working folder relative to it, with `/`, as people write paths; elsewhere absolute. */
function displayPath(file: string, cwd: string): string {
  const relative = path.relative(cwd, file);
  return relative.startsWith('..') || path.isAbsolute(relative) ? file : relative.replaceAll('\\', '/');
}

/** A minifier renames functions; the map knows their first names where they are declared. */
function authorsName(script: Script, frame: RawFrame): string | null {
  const functions = script.functions();
  if (frame.functionName === null) return nameAround(functions, frame.line, frame.column);
  const naming = functionAt(functions, frame.line, frame.column)?.naming;
  const start = naming?.loc?.start;
  if (start === undefined || !naming) return frame.functionName;
  if (frame.functionName.split('.').at(-1) !== naming.name) return frame.functionName;
  return script.toSource(start.line, start.column + 1).name ?? naming.name;
}

function inPackage(frame: RawFrame, file: string, packageName: string): SourceFrame {
  return { ...frame, file, package: packageName, isOwn: false };
}

function resolveInScript(frame: RawFrame, script: Script, cwd: string, { owningPackage }: OwnCode): SourceFrame {
  const installed = owningPackage(script.file);
  // In node_modules the installed file is what a reader can open.
  if (installed !== null) return inPackage(frame, displayPath(script.file, cwd), installed);
  const place = script.toSource(frame.line, frame.column);
  const file = displayPath(place.file, cwd);
  const bundled = owningPackage(place.file);
  const moved = { ...frame, line: place.line, column: place.column };
  if (bundled !== null) return inPackage(moved, file, bundled);
  return { ...moved, file, functionName: authorsName(script, frame), package: null, isOwn: true };
}

export function createFrameResolver(scripts: ScriptLibrary, cwd: string): FrameResolver {
  return {
    resolve: (frame) => {
      const script = scripts.script(frame.file);
      if (script !== null) return resolveInScript(frame, script, cwd, scripts.ownCode);
      const file = toPath(frame.file);
      if (file === null) return { ...frame, package: null, isOwn: false };
      const owner = scripts.ownCode.owningPackage(file);
      return { ...frame, file: displayPath(file, cwd), package: owner, isOwn: owner === null };
    },
    sourceFile: (file) => {
      const script = scripts.script(file);
      return displayPath(script?.onlySource ?? script?.file ?? file, cwd);
    },
    codeAround: (frame) => {
      const script = scripts.script(frame.file);
      if (script === null) return null;
      const place = script.toSource(frame.line, frame.column);
      const text = codeFrame(script.sourceText(place.file) ?? '', place.line, place.column);
      return text === null
        ? null
        : { key: codeFrameKey({ file: displayPath(place.file, cwd), line: place.line }), text };
    },
  };
}
