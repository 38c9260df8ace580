import path from 'node:path';
import type { RawFrame, SourceFrame } from '../../../model/evidence.js';
import { placeText } from '../../../model/place-text.js';
import { codeFrame } from '../../code-frame.js';
import type { CodeReader } from '../../code-reader.js';
import { builtLines, type Doubt } from './doubt.js';
import type { OwnCode } from './own-code.js';
import type { Script, ScriptLibrary } from './script.js';
import type { SourcePlace } from './source-finder.js';
import { functionAt, nameAround } from './syntax/functions.js';
import { toPath } from './to-path.js';

/** Turns frames of the code that runs into frames of the author's source. */
type FrameResolver = Pick<CodeReader, 'resolve' | 'sourceFile' | 'codeAround' | 'limits'>;

/** The path to show: relative to the working folder and with `/` inside it, absolute elsewhere. */
function displayPath(file: string, cwd: string): string {
  const relative = path.relative(cwd, file);
  return relative.startsWith('..') || path.isAbsolute(relative) ? file : relative.replaceAll('\\', '/');
}

/**
 * The function's name in the source. A minifier renames functions, and the map knows the names at the place of their
 * declaration.
 */
function authorsName(script: Script, frame: RawFrame): string | null {
  const functions = script.functions();
  if (frame.functionName === null) return nameAround(functions, frame.line, frame.column);
  const naming = functionAt(functions, frame.line, frame.column)?.naming;
  const start = naming?.loc?.start;
  if (start === undefined || !naming) return frame.functionName;
  if (frame.functionName.split('.').at(-1) !== naming.name) return frame.functionName;
  return script.toSource(start.line, start.column + 1).name ?? naming.name;
}

type ShowPath = (file: string) => string;

interface Setting {
  readonly ownCode: OwnCode;
  readonly shown: ShowPath;
}

/** The place where a frame's code was written. For a package this is the installed file, which a reader can open. */
function placeIn(script: Script, frame: Pick<RawFrame, 'line' | 'column'>, { isPackageFile }: OwnCode): SourcePlace {
  if (!isPackageFile(script.file)) return script.toSource(frame.line, frame.column);
  return { file: script.file, line: frame.line, column: frame.column, name: null, doubt: null };
}

function resolveInScript(
  frame: RawFrame,
  script: Script,
  place: SourcePlace,
  { ownCode, shown }: Setting,
): SourceFrame {
  const { file, line, column } = place;
  const isOwn = !ownCode.isPackageFile(file);
  const functionName = isOwn ? authorsName(script, frame) : frame.functionName;
  return { ...frame, file: shown(file), line, column, functionName, package: ownCode.owningPackage(file), isOwn };
}

const mostDoubts = 3;

function sentences(doubts: ReadonlyMap<string, Doubt>, shown: ShowPath): readonly string[] {
  const told = [...doubts.values()].slice(0, mostDoubts).map((doubt) => builtLines(doubt, shown));
  const others = doubts.size - told.length;
  return others === 0 ? told : [...told, `Lines of ${others} more files are those of the built file, too.`];
}

export function createFrameResolver(scripts: ScriptLibrary, cwd: string): FrameResolver {
  const { ownCode } = scripts;
  const shown: ShowPath = (file) => displayPath(file, cwd);
  const doubts = new Map<string, Doubt>();
  return {
    resolve: (frame) => {
      const script = scripts.script(frame.file);
      if (script !== null) {
        const place = placeIn(script, frame, ownCode);
        if (place.doubt !== null && !doubts.has(script.file)) doubts.set(script.file, place.doubt);
        return resolveInScript(frame, script, place, { ownCode, shown });
      }
      const file = toPath(frame.file);
      if (file === null) return { ...frame, package: null, isOwn: false };
      return {
        ...frame,
        file: shown(file),
        package: ownCode.owningPackage(file),
        isOwn: !ownCode.isPackageFile(file),
      };
    },
    sourceFile: (file) => {
      const script = scripts.script(file);
      return shown(script?.onlySource() ?? script?.file ?? file);
    },
    codeAround: (frame) => {
      const script = scripts.script(frame.file);
      if (script === null) return null;
      const place = placeIn(script, frame, ownCode);
      const text = codeFrame(script.sourceText(place.file) ?? '', place.line, place.column);
      return text === null ? null : { key: placeText({ ...place, file: shown(place.file) }), text };
    },
    limits: () => sentences(doubts, shown),
  };
}
