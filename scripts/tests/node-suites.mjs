import path from 'node:path';
import { nodeFolder } from './node-versions.mjs';

const root = path.join(import.meta.dirname, '../..');
const mocha = path.join(root, 'node_modules/mocha/bin/mocha.js');
const leakline = path.join(root, 'harness/bin/leakline.js');

/** What may differ from one Node.js to the next: what the agent reads in it, the lines that are blamed, the verdict. */
const agentAndAttribution = ['harness/test/integration/{agent,attribution}/**/!(*.verdict|*.alone|*.slow).test.ts'];
const verdicts = ['attribution/culprits.verdict', 'cli/doctor.slow'].map(
  (name) => `harness/test/integration/${name}.test.ts`,
);

/**
 * The suites that run on one major version of Node.js. Tests, harness and services under test all run on it.
 *
 * @returns {readonly import('./run-suites.mjs').Suite[]}
 */
export function nodeSuites(major) {
  const folder = nodeFolder(major);
  const node = path.join(folder, 'node');
  const env = { PATH: `${folder}${path.delimiter}${process.env.PATH}` };
  const suite = (what, isMocha, ...args) => ({
    name: `Node.js ${major}: ${what}`,
    isMocha,
    command: [node, ...args],
    env,
  });
  return [
    suite('agent and attribution', true, mocha, '--parallel', '--jobs', '4', ...agentAndAttribution),
    suite('verdicts', true, mocha, ...verdicts),
    suite('demo', false, leakline, 'run'),
  ];
}
