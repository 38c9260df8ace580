#!/usr/bin/env node
// Until the command line runs, Node.js would answer every failure with 1, which means a leak. So this script needs nothing
// that can be missing: whatever it imports it imports once it has said what a failure means, and the package.json beside it
// lets Node.js start it where that of the package is broken.
const failed = 3;
const usage = 4;
let isStarted = false;
/** @type {number | null} */
let exitCode = null;

process.on('exit', () => {
  if (isStarted) return;
  explain(new Error('the process came to its end before it was'));
  process.exitCode = exitCode ?? failed;
});

/** Commands that start nothing and measure nothing: they only read the files of a run. */
const readsFilesOnly = ['analyze', 'compare', 'report'].includes(process.argv[2] ?? '');

/** @param {unknown} error */
function explain(error) {
  if (exitCode !== null) return;
  exitCode = failed;
  const { code = '', message = String(error) } = /** @type {NodeJS.ErrnoException} */ (error ?? {});
  const reason = message.split('\n', 1)[0];
  if (code === 'ERR_MODULE_NOT_FOUND' && /dist.cli.main\.js'/.test(reason)) {
    process.stderr.write('Leakline is not built yet: run `npm run build` first.\n');
    exitCode = usage;
    return;
  }
  process.stderr.write(
    `leakline: Leakline could not be loaded: ${reason}. ${cureFor(code, reason)} Nothing was run. [START_FAILED]\n`,
  );
}

/**
 * @param {string} code
 * @param {string} reason
 */
function cureFor(code, reason) {
  if (/^E[MN]FILE$/.test(code) || /EMFILE|ENFILE|too many open files/.test(reason))
    return 'Allow it more open files (ulimit -n).';
  if (/memory/i.test(reason)) return 'Allow it more memory (ulimit -v, or the limit of the container).';
  const anew = `Install it anew (npm ci; in a checkout, npm run build), with Node.js 20.19 or newer (this is ${process.version}).`;
  // Out of files, Node.js finds no entry of a package and says that there is none.
  return code === 'ERR_MODULE_NOT_FOUND' ? `${anew} If the file is there, allow more open files (ulimit -n).` : anew;
}

/** @param {unknown} error */
function endAtOnce(error) {
  explain(error);
  process.exit(failed);
}

process.on('uncaughtException', endAtOnce);
import('node:v8')
  .then(({ default: v8 }) => {
    // The young generation keeps its first size instead of growing to three times 16 MB: a fifth less resident memory
    // beside the service that is measured, and a demo takes as long as before. A large recording takes half the time with
    // it grown.
    if (!readsFilesOnly) v8.setFlagsFromString('--semi-space-growth-factor=1');
    return import('../dist/cli/main.js');
  })
  .then(({ main }) => {
    if (typeof main !== 'function') throw new TypeError('dist/cli/main.js is not what it was built as');
    isStarted = true;
    process.off('uncaughtException', endAtOnce);
    return main();
  })
  .catch(endAtOnce);
