import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import { twinFolder } from './twin.js';

const sources = {
  leaky: path.join(twinFolder('with-leak'), 'src'),
  clean: path.join(twinFolder('without-leak'), 'src'),
};

const listFiles = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.ts')).sort();

const readBoth = (file: string): Promise<readonly [leaky: string, clean: string]> =>
  Promise.all([readFile(path.join(sources.leaky, file), 'utf8'), readFile(path.join(sources.clean, file), 'utf8')]);

describe('the two source trees', () => {
  it('have the same files', async () => {
    expect(await listFiles(sources.leaky)).to.deep.equal(await listFiles(sources.clean));
  });

  it('differ in the modules that leak, and so have the same table of routes', async () => {
    const differing: string[] = [];
    for (const file of await listFiles(sources.clean)) {
      const [leaky, clean] = await readBoth(file);
      if (leaky !== clean) differing.push(file);
    }
    const leaks = ['buffers', 'cache', 'checkout', 'database', 'files', 'listeners', 'redis', 'timers'];
    expect(differing).to.deep.equal(leaks.map((name) => `routes/${name}.ts`));
  });

  it('explain each leak where it is, and only there', async () => {
    for (const file of await listFiles(sources.clean)) {
      const [leaky, clean] = await readBoth(file);
      expect(leaky.includes('LEAK:'), file).to.equal(leaky !== clean);
      expect(clean, file).not.to.include('LEAK:');
    }
  });

  it('know nothing of who watches them', async () => {
    for (const file of await listFiles(sources.clean)) {
      for (const source of await readBoth(file))
        expect(source, file).not.to.match(/leakline|harness|global\.gc|--expose-gc/i);
    }
  });
});
