import { expect } from 'chai';
import type { Locator } from 'playwright-core';
import type { ProcessResult } from '../../../harness/src/model/result.js';
import type { ReportDocument } from '../../../harness/src/model/trace.js';
import { createSampleDocument } from '../../../harness/test/fixtures/report/sample-document.js';
import { sampleTwins } from '../../../harness/test/fixtures/report/sample-result.js';
import { useReportBrowser } from '../fixtures/report-browser.js';
import { sampleCluster, sampleProcess } from '../fixtures/sample-processes.js';

/** The sample, whose first target has these processes. */
function withProcesses(processes: readonly ProcessResult[]): ReportDocument {
  const targets = sampleTwins.targets.map((target, index) => (index === 0 ? { ...target, processes } : target));
  return createSampleDocument({ ...sampleTwins, targets });
}

const cellsOf = (row: Locator): Promise<readonly string[]> => row.locator('th, td').allTextContents();

describe('processes in the HTML report in a browser', () => {
  const browser = useReportBrowser();
  let file: string;
  before(async () => {
    file = await browser.write('cluster.html', withProcesses(sampleCluster));
  });

  it('are a table for the target that has several, with what each held at first, at last and at most', () =>
    browser.view(file, async (page) => {
      const tables = page.locator('section[aria-labelledby="processes"] table');
      expect(await tables.locator('caption').allTextContents()).to.deep.equal(['with-leak']);
      const [metrics, parts] = await tables.locator('thead tr').all();
      if (metrics === undefined || parts === undefined) throw new Error('The table has no two rows of headings.');
      expect(await cellsOf(metrics)).to.deep.equal(['Process', 'Role', 'RSS', 'heap', 'fds', 'pg connections']);
      expect(await cellsOf(parts)).to.deep.equal(Array.from({ length: 4 }, () => ['start → end', 'peak']).flat());
      expect(await tables.locator('tbody tr').count()).to.equal(sampleCluster.length);
      const growing = page.getByRole('row', { name: /^worker 2/ });
      expect(await cellsOf(growing)).to.deep.equal([
        ...['worker 2 4101', 'worker'],
        ...['61.9 MB → 88.7 MB', '96.0 MB', '9.1 MB → 21.6 MB', '26.5 MB'],
        ...['27 → 63', '64', '2 → 38', '38'],
      ]);
    }));

  it('are marked where they ended or came later, and say what was not measured', () =>
    browser.view(file, async (page) => {
      const presence = (label: string): Promise<readonly string[]> =>
        page
          .getByRole('row', { name: new RegExp(`^${label} `) })
          .locator('.presence')
          .allTextContents();
      expect(await presence('master')).to.deep.equal([]);
      expect(await presence('worker 3')).to.deep.equal(['ended']);
      expect(await presence('worker 4')).to.deep.equal(['came later']);
      expect(await presence('sh')).to.deep.equal(['came and ended']);
      expect(await cellsOf(page.getByRole('row', { name: /^sh / }))).to.deep.equal([
        ...['sh 4110came and ended', 'process'],
        ...['1.8 MB', '1.8 MB', 'not measured', '3', '3', 'not measured'],
      ]);
    }));

  it('keep their names in sight on a phone while their figures are scrolled', () =>
    browser.view(
      file,
      async (page) => {
        const region = page.getByRole('region', { name: 'Processes of with-leak' });
        await region.evaluate((element) => element.scrollTo({ left: element.scrollWidth }));
        const name = await page.getByRole('rowheader', { name: /^worker 2/ }).boundingBox();
        const last = await page
          .getByRole('row', { name: /^worker 2/ })
          .locator('td')
          .last()
          .boundingBox();
        if (name === null || last === null) throw new Error('The row is not shown.');
        expect(name.x).to.be.at.least(0);
        expect(name.x + name.width).to.be.at.most(last.x);
        expect(last.x + last.width).to.be.at.most(360);
      },
      { width: 360 },
    ));

  it('are no section where a target has but one', async () => {
    const single = await browser.write('single.html', withProcesses([sampleProcess('node')]));
    await browser.view(single, async (page) => {
      await page.locator('#charts').waitFor();
      expect(await page.locator('#processes').count()).to.equal(0);
    });
  });
});
