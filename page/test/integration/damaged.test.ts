import { expect } from 'chai';
import type { ReportDocument } from '../../../harness/src/model/trace.js';
import { createSampleDocument } from '../../../harness/test/fixtures/report/sample-document.js';
import { useReportBrowser } from '../fixtures/report-browser.js';

describe('the page of damaged data', () => {
  const browser = useReportBrowser();

  it('says which part cannot be drawn, and shows the others', async () => {
    for (const [field, part] of [
      ['symptoms', 'Symptoms'],
      ['endpoints', 'Overview'],
    ] as const) {
      const { result, ...rest } = createSampleDocument();
      const targets = result.targets.map((target) => ({ ...target, [field]: null }));
      const damaged = { ...rest, result: { ...result, targets } } as unknown as ReportDocument;
      await browser.view(await browser.write(`${field}.html`, damaged), async (page) => {
        expect(await page.locator('h1').count()).to.equal(1);
        expect(await page.locator('[role=alert]').first().textContent()).to.include(`${part}This part of the report`);
        expect(await page.locator('.footer').count()).to.equal(1);
      });
    }
  });

  it('says so when it is no report', async () => {
    for (const [index, value] of [7, null, [], { result: null }, { result: { targets: 1 } }].entries()) {
      const file = await browser.write(`foreign-${index}.html`, value as unknown as ReportDocument);
      await browser.view(file, async (page) => {
        expect(await page.locator('h1').textContent()).to.equal('Nothing to show');
      });
    }
  });
});
