import url = require('node:url');

/** The path of a file as it was given to `fs`: a path, bytes or a `file:` URL. */
function openedPath(file: unknown): string {
  if (file instanceof URL && file.protocol === 'file:') return url.fileURLToPath(file);
  return String(file);
}

export = openedPath;
