import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { RawFrame, SourceFrame } from '../../model/evidence.js';
import { placeText } from '../../model/place-text.js';
import { codeFrame } from '../code-frame.js';
import type { CodeReader, OpenCode } from '../code-reader.js';
import { installedPackage, isInstalled, isOfPython } from './owning-package.js';

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

/** The path to show: relative to the working folder inside it, absolute elsewhere. */
function shownPath(file: string, cwd: string): string {
  const relative = path.relative(cwd, file);
  return relative.startsWith('..') || path.isAbsolute(relative) ? file : relative;
}

/** Python runs the files that its author wrote, so frames need no map. What stands at a line was told by the agent. */
export const openPythonCode: OpenCode = (_raw, _mainScripts, cwd): CodeReader => {
  const texts = new Map<string, string | null>();
  const textOf = (file: string): string | null => {
    const known = texts.get(file);
    if (known !== undefined) return known;
    const text = readText(file);
    texts.set(file, text);
    return text;
  };
  const isOwn = (file: string): boolean => path.isAbsolute(file) && !isInstalled(file) && !isOfPython(file);
  const resolve = (frame: RawFrame): SourceFrame => ({
    ...frame,
    file: path.isAbsolute(frame.file) ? shownPath(frame.file, cwd) : frame.file,
    package: installedPackage(frame.file),
    isOwn: isOwn(frame.file),
  });
  return {
    resolve,
    sourceFile: (file) => shownPath(file, cwd),
    isPackageFile: isInstalled,
    codeAround: (frame) => {
      const text = codeFrame(textOf(frame.file) ?? '', frame.line, frame.column);
      return text === null ? null : { key: placeText(resolve(frame)), text };
    },
    calledAt: () => null,
    keptAt: () => [],
    createdAt: () => null,
    limits: () => [],
  };
};
