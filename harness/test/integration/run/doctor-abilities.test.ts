import { expect } from 'chai';
import type { DoctorCheck } from '../../../src/model/doctor.js';
import { checkAbilities, checkHeapLines, checkSteadyCode } from '../../../src/run/doctor/ability-checks.js';
import { askAgent } from '../../../src/run/doctor/ask-agent.js';
import { findsOrphan } from '../../../src/run/doctor/find-orphan.js';
import { readCodeTiers } from '../../../src/run/doctor/read-code-tiers.js';
import { readShelf, shelfAppPath } from '../../../src/run/doctor/read-shelf.js';
import { assertAgentIsBuilt, preloadOptions, targetSpec } from '../../fixtures/targets/target-fixture.js';

const never = new AbortController().signal;

const environmentWith = (preload: string): Readonly<Record<string, string>> => ({
  ...targetSpec('').env,
  NODE_OPTIONS: preloadOptions(preload),
});

async function abilitiesWith(preload: string): Promise<readonly DoctorCheck[]> {
  const answers = await askAgent(environmentWith(preload), never);
  if (answers === null) throw new Error('no agent dialled');
  return checkAbilities(answers);
}

/** What is broken, the row that must say so, and how grave it is. */
const broken = [
  ['collects-nothing', 'collection', 'fail'],
  ['without-gc', 'collection', 'fail'],
  ['stuck-buffers', 'buffers', 'fail'],
  ['untraceable', 'census', 'warn'],
  ['without-inspector', 'timers', 'unsure'],
  ['silent-inspector', 'timers', 'unsure'],
  ['other-timers', 'timers', 'unsure'],
  ['without-active-resources', 'handles', 'warn'],
  ['bypasses-require', 'pools', 'warn'],
  ['serves-sources', 'pools', 'warn'],
  ['silent-servers', 'answers', 'warn'],
  ['other-gc-profiler', 'heap peaks', 'warn'],
  ['silent-gc-profiler', 'heap peaks', 'warn'],
  ['kindless-collections', 'gc counts', 'warn'],
] as const;

describe('what the doctor asks of this Node.js', () => {
  before(assertAgentIsBuilt);

  it('is there', async () => {
    const checks = await abilitiesWith('harmless');
    expect(checks.filter(({ outcome }) => outcome !== 'ok')).to.deep.equal([]);
    expect(checks).to.have.length(9);
  });

  for (const [preload, name, outcome] of broken) {
    it(`is missing, and said to be, ${preload}`, async () => {
      const found = (await abilitiesWith(preload)).filter((check) => check.outcome !== 'ok');
      // Without a collection the readings after one are missing, too.
      const others = {
        collection: ['buffers', 'census', 'heap peaks'],
        timers: preload === 'without-inspector' ? ['census'] : [],
      };
      expect(found.map((check) => check.name)).to.have.members([
        name,
        ...(name in others ? others[name as keyof typeof others] : []),
      ]);
      expect(found.find((check) => check.name === name)?.outcome).to.equal(outcome);
    });
  }

  it('is the way from what is kept to its file, in heap snapshots', async () => {
    const shelf = await readShelf(environmentWith('harmless'), never);
    expect(checkHeapLines(shelf, shelfAppPath).outcome).to.equal('ok');
    expect(checkHeapLines(shelf, '/somewhere/else.js').outcome).to.equal('warn');
    // What Leakline saw in Node.js 22 to 26 while it knew only the names that Node.js 20 has.
    const link = { edge: '', className: 'system / Context', place: null };
    const lost = { className: 'Object', addedCount: 200, addedBytes: 6_400, retainers: [link, link], holderIds: [] };
    expect(checkHeapLines({ ...lost, heldBy: 'engine' }, shelfAppPath).outcome).to.equal('warn');
    expect(checkHeapLines(undefined, shelfAppPath).outcome).to.equal('warn');
  });

  it('is a process that left its parent, session and environment', async () => {
    expect(await findsOrphan(environmentWith('harmless'))).to.equal(true);
  });

  it('is code that stays as it is', async () => {
    expect(checkSteadyCode(await readCodeTiers(environmentWith('harmless'), never)).outcome).to.equal('ok');
    const ignored = checkSteadyCode(await readCodeTiers(environmentWith('ignores-switches'), never));
    expect(ignored).to.deep.include({ outcome: 'warn' });
    expect(ignored.text).to.contain('in spite of the agent');
  });
});
