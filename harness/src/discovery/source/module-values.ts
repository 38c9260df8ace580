import { type Scope, text, type Value } from './value.js';

/** The value of `__dirname`. */
export const folderOf = ({ file }: Scope): Value =>
  text(file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '.');

/** The fields of `import.meta`. */
export const importMeta = (scope: Scope): Map<string, Value> =>
  new Map([
    ['url', text(scope.file)],
    ['filename', text(scope.file)],
    ['dirname', folderOf(scope)],
  ]);
