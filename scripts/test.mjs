/**
 * Runs the tests; the suites and what they are is in CONTRIBUTING.md.
 *
 *     node scripts/test.mjs                   npm test
 *     node scripts/test.mjs --all [major …]   npm run test:all, on these versions of Node.js (all that are supported)
 *     node scripts/test.mjs --nodes [major …] npm run test:nodes
 */
import { nodeSuites } from './tests/node-suites.mjs';
import { supportedMajors } from './tests/node-versions.mjs';
import { npmSuite, runSuites } from './tests/run-suites.mjs';

const suites = ['test:unit', 'test:integration', 'test:verdict', 'test:alone', 'test:leak-suite'].map((script) =>
  npmSuite(script),
);
const slowSuites = [
  npmSuite('test:slow'),
  npmSuite('test:first-hour'),
  // Where there is no Docker engine it says so and is skipped, in CI, too.
  npmSuite('test:compose', { env: { LEAKLINE_TEST_OPTIONAL_ENGINE: '1' }, maySkip: true }),
];

const [mode, ...majors] = process.argv.slice(2);
const asked = majors.length > 0 ? majors : supportedMajors;

/** The version that runs this file has run the same tests among the others. */
const [ownMajor] = process.versions.node.split('.');
const otherThanOwn = (major) => major !== ownMajor;

function suitesOf() {
  if (mode === '--nodes') return asked.flatMap(nodeSuites);
  if (mode === '--all') return [...suites, ...slowSuites, ...asked.filter(otherThanOwn).flatMap(nodeSuites)];
  return suites;
}

try {
  process.exitCode = runSuites(suitesOf()) ? 0 : 1;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
