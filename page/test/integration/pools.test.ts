import { expect } from 'chai';
import type { ReportDocument } from '../../../harness/src/model/trace.js';
import { createSampleDocument } from '../../../harness/test/fixtures/report/sample-document.js';
import { useReportBrowser } from '../fixtures/report-browser.js';

/** Two connections: one comes back, one is held to the end. */
function withPool({ traces, ...document }: ReportDocument): ReportDocument {
  const pool = {
    pid: 77,
    pool: 'pg-1',
    max: 10,
    fromMs: 1_000,
    toMs: 3_000,
    gauges: { atMs: [1_000, 2_000, 3_000], total: [1, 2, 2], checkedOut: [1, 2, 1], waiting: [0, 0, 0] },
    connections: [
      {
        backendPid: 501,
        spans: [
          { fromMs: 1_000, toMs: 2_000, isCheckedOut: true },
          { fromMs: 2_000, toMs: 3_000, isCheckedOut: false },
        ],
      },
      { backendPid: 502, spans: [{ fromMs: 2_000, toMs: 3_000, isCheckedOut: true }] },
    ],
    unlisted: 0,
  };
  return { ...document, traces: traces.map((trace, index) => (index === 0 ? { ...trace, pools: [pool] } : trace)) };
}

describe('pools in the HTML report in a browser', () => {
  const browser = useReportBrowser();

  it('are drawn with a row for each connection; what is held at the end stands out', async () => {
    const file = await browser.write('pools.html', withPool(createSampleDocument()));
    await browser.view(file, async (page) => {
      const figure = page.locator('.pool');
      await figure.waitFor();
      expect(await figure.locator('figcaption').textContent()).to.equal(
        'with-leak, pg-1 of process 77 max 10; at most 2 checked out, 0 waiting; 2 connections seen',
      );
      const drawn = (kind: string): Promise<readonly (string | null)[]> =>
        figure.locator(`path.${kind}`).evaluateAll((paths) => paths.map((path) => path.getAttribute('d')));
      expect((await drawn('pool-open')).length).to.equal(2);
      expect((await drawn('pool-kept')).map((path) => path !== '')).to.deep.equal([false, true]);
      expect(await figure.locator('svg').getAttribute('aria-label')).to.include('at most 2 checked out');
    });
  });

  it('are no section where no pool was seen', async () => {
    const file = await browser.write('none.html', createSampleDocument());
    await browser.view(file, async (page) => {
      await page.locator('#charts').waitFor();
      expect(await page.locator('#pools').count()).to.equal(0);
    });
  });
});
