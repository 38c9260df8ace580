import path from 'node:path';
import type { OpenCode } from '../code-reader.js';
import { openPlainCode } from '../plain-code.js';
import { installedPackage, isOfPython } from './owning-package.js';

/** Python runs the files that its author wrote, so frames need no map. What stands at a line was told by the agent. */
export const openPythonCode: OpenCode = openPlainCode({
  packageOf: installedPackage,
  isOfRuntime: (file) => !path.isAbsolute(file) || isOfPython(file),
});
