import fs = require('node:fs');

/** The functions of `fs` that Node.js's loader uses, as they were when the agent was loaded. */
const { readFileSync, realpathSync } = fs;

/**
 * Loads a file of the agent after the application has begun. By then the application may have replaced functions of
 * `fs`. The loader would read what those return, and abort the process on anything that is not text.
 *
 * @param load requires the file, at once.
 */
function requireOwn(load: () => void): void {
  const theirs = { readFileSync: fs.readFileSync, realpathSync: fs.realpathSync };
  Object.assign(fs, { readFileSync, realpathSync });
  try {
    load();
  } finally {
    Object.assign(fs, theirs);
  }
}

export = requireOwn;
