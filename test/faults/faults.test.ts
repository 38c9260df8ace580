import { expect } from 'chai';
import { faultGroups } from '../../bench/faults/fault-groups.js';
import { runCase } from '../../bench/faults/run-case.js';

/** One case of each kind that ends in seconds; all of them are in `npm run bench:faults`. */
const selection: Readonly<Record<string, readonly string[]>> = {
  signals: ['SIGTERM under load', 'SIGKILL while redis starts', '2 × SIGINT while the target stops'],
  'target ends': ['exits with 0 at request 150', 'falls silent after 100 requests'],
  'target answers': ['no HTTP at all'],
  'processes left': [
    'a detached child without our environment, after SIGKILL of Leakline',
    'a daemon (two forks, a session and an environment of its own), after its own exit',
  ],
  "agent's socket": ['a stranger says hello for process 1', 'the agent answers null'],
  services: ['a postgres that answers with rubbish', 'a redis that hangs up at once'],
  recordings: ['analyze: type toString', 'analyze: expect with escapes'],
  results: ['compare: budgets that are a number'],
  configurations: ['configuration: has a getter that throws'],
  secrets: ['all of the environment as JSON, in a crash', 'Basic credentials, decoded and echoed'],
  'limits and environment': ['ulimit -n 64', 'ulimit -v 3000000'],
  'folders and users': ['TMPDIR is not there', 'a report that cannot be written, beside one that can'],
  'output and terminal': ['the target prints CI commands'],
};

function caseOf(title: string, name: string) {
  const found = faultGroups.find((group) => group.title === title)?.cases.find((faultCase) => faultCase.name === name);
  if (found === undefined) throw new Error(`There is no case "${name}" in "${title}".`);
  return found;
}

/** Beside the limit of the run itself: what is left behind is waited for. */
const graceMs = 20_000;

for (const [title, names] of Object.entries(selection)) {
  describe(`faults: ${title}`, () => {
    for (const name of names) {
      const faultCase = caseOf(title, name);
      it(name, async () => {
        const { outcome } = await runCase(title, faultCase);
        expect(outcome.details).to.deep.equal([]);
      }).timeout(faultCase.limitSeconds * 1000 + graceMs);
    }
  });
}
