import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import { twinFolder } from './twin.js';

const sources = {
  leaky: path.join(twinFolder('with-leak'), 'src'),
  clean: path.join(twinFolder('without-leak'), 'src'),
};

const leaks = ['buffers', 'cache', 'checkout', 'database', 'files', 'listeners', 'redis', 'timers'];

/** The one cure that needs more than its route: a buffer, and a process that empties it. */
const cureOfLostHits = ['hits/buffer.ts', 'hits/drain.ts', 'hits/redis-client.ts', 'worker.ts'];

const listFiles = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.ts')).sort();

const readBoth = (file: string): Promise<readonly [leaky: string, clean: string]> =>
  Promise.all([readFile(path.join(sources.leaky, file), 'utf8'), readFile(path.join(sources.clean, file), 'utf8')]);

describe('the two source trees', () => {
  it('have the same files, but for the buffer and the worker that cure the lost hits', async () => {
    const leaky = await listFiles(sources.leaky);
    const clean = await listFiles(sources.clean);
    expect(clean).to.include.members(leaky);
    expect(clean.filter((file) => !leaky.includes(file))).to.deep.equal(cureOfLostHits);
  });

  it('differ in the modules that leak, and so have the same table of routes', async () => {
    const differing: string[] = [];
    for (const file of await listFiles(sources.leaky)) {
      const [leaky, clean] = await readBoth(file);
      if (leaky !== clean) differing.push(file);
    }
    expect(differing).to.deep.equal([...leaks, 'hit'].sort().map((name) => `routes/${name}.ts`));
  });

  it('explain each mistake where it is, and only there', async () => {
    for (const file of await listFiles(sources.leaky)) {
      const [leaky, clean] = await readBoth(file);
      const mark = file === 'routes/hit.ts' ? 'LOSS:' : 'LEAK:';
      expect(leaky.includes(mark), file).to.equal(leaky !== clean);
      expect(leaky.match(/LEAK:|LOSS:/g) ?? [], file).to.have.lengthOf(leaky === clean ? 0 : 1);
      expect(clean, file).not.to.match(/LEAK:|LOSS:/);
    }
  });

  it('know nothing of who watches them', async () => {
    for (const folder of Object.values(sources)) {
      for (const file of await listFiles(folder)) {
        const source = await readFile(path.join(folder, file), 'utf8');
        expect(source, file).not.to.match(/leakline|harness|global\.gc|--expose-gc/i);
      }
    }
  });
});
