import type { CodeReader, OpenCode } from '../code-reader.js';
import { scriptsOf } from './follow/scripts-of.js';
import { calledAt } from './sites/called-at.js';
import { createdAt } from './sites/created-at.js';
import { keptAt } from './sites/kept-at.js';
import { createFrameResolver } from './source/resolve-frame.js';

/** JavaScript, and what was compiled to it: found by source maps, read with a parser. */
export const openNodeCode: OpenCode = (raw, mainScripts, cwd): CodeReader => {
  const scripts = scriptsOf(raw, mainScripts);
  return {
    ...createFrameResolver(scripts, cwd),
    isPackageFile: scripts.ownCode.isPackageFile,
    calledAt: ({ file, line, column }) => {
      const program = scripts.script(file)?.program() ?? null;
      return program === null ? null : calledAt(program, line, column);
    },
    keptAt: (retainers, seen) => keptAt(retainers, seen, scripts),
    createdAt: (className, retainers) => createdAt(className, retainers, scripts),
  };
};
