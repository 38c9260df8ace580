import fs = require('node:fs');

/** What Node.js's loader uses of it, as it was when the agent was loaded. */
const { readFileSync, realpathSync } = fs;

/**
 * Loads a file of the agent after the application has begun, which may have put another `fs` in place of Node.js's by then:
 * the loader would read what that gives, and abort the process on what is no text.
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
