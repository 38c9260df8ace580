import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { RawFrame, SourceFrame } from '../model/evidence.js';
import { placeText } from '../model/place-text.js';
import { codeFrame } from './code-frame.js';
import type { CodeReader, OpenCode } from './code-reader.js';

/** Whose a frame is, in a language whose frames name the files that their author wrote. */
export interface PlainOwners {
  /** The name of the package that it came with. Null for own code and for the runtime's. */
  readonly packageOf: (file: string) => string | null;
  readonly isOfRuntime: (file: string) => boolean;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** The path to show: relative to the working folder inside it, as it is elsewhere. */
function shownPath(file: string, cwd: string): string {
  const relative = path.relative(cwd, file);
  return !path.isAbsolute(file) || relative.startsWith('..') || path.isAbsolute(relative) ? file : relative;
}

/** Opens the code of a language that needs no source map, and of which no more is read than the lines. */
export const openPlainCode =
  ({ packageOf, isOfRuntime }: PlainOwners): OpenCode =>
  (_raw, _mainScripts, cwd): CodeReader => {
    const resolve = (frame: RawFrame): SourceFrame => {
      const owner = packageOf(frame.file);
      return {
        ...frame,
        file: shownPath(frame.file, cwd),
        package: owner,
        isOwn: owner === null && !isOfRuntime(frame.file),
      };
    };
    return {
      resolve,
      sourceFile: (file) => shownPath(file, cwd),
      isPackageFile: (file) => packageOf(file) !== null,
      codeAround: (frame) => {
        const text = codeFrame(readText(frame.file), frame.line, frame.column);
        return text === null ? null : { key: placeText(resolve(frame)), text };
      },
      calledAt: () => null,
      keptAt: () => [],
      createdAt: () => null,
      limits: () => [],
    };
  };
