import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import type { ReportDocument } from '../../../harness/src/model/trace.js';
import { createSampleDocument } from '../../../harness/test/fixtures/report/sample-document.js';
import { until, useReportBrowser, type ViewOptions } from '../fixtures/report-browser.js';

async function download(page: Page, name: string): Promise<{ readonly name: string; readonly text: string }> {
  const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
  return { name: saved.suggestedFilename(), text: await readFile(await saved.path(), 'utf8') };
}

describe('what the HTML report gives away', () => {
  const browser = useReportBrowser();
  let document: ReportDocument;
  let file: string;
  before(async () => {
    document = createSampleDocument();
    file = await browser.write('report.html', document);
  });
  const withReport = (check: (page: Page) => Promise<void>, options?: ViewOptions): Promise<void> =>
    browser.view(file, check, options);

  it('is the result as JSON', () =>
    withReport(async (page) => {
      const { name, text } = await download(page, 'Result (JSON)');
      expect(name).to.equal('leakline-result.json');
      expect(JSON.parse(text)).to.deep.equal(document.result);
    }));

  it('is every reading as CSV', () =>
    withReport(async (page) => {
      const { name, text } = await download(page, 'Readings (CSV)');
      const lines = text.trimEnd().split('\r\n');
      expect(name).to.equal('leakline-readings.csv');
      expect(lines[0]).to.equal('target,reading,metric,unit,at_ms,requests,settled,value');
      const floors = document.traces[0]?.floors.requests.length;
      expect(lines.filter((line) => line.startsWith('with-leak,floor,fds,count,'))).to.have.length(floors ?? 0);
      expect(lines.filter((line) => line.startsWith('without-leak,sample,fds,count,')).length).to.be.greaterThan(10);
    }));

  it('says how many samples the page was spared', async () => {
    const traces = document.traces.map((trace) => ({ ...trace, sampleCount: 500_000 }));
    const page = await browser.write('thinned.html', { ...document, traces });
    await browser.view(page, async (tab) => {
      expect(await tab.locator('.downloads').textContent()).to.include('lowest and highest of 1,000,000 samples');
    });
  });

  it('is a finding in the clipboard, as the text of an issue', () =>
    withReport(async (page) => {
      const finding = page.locator('.endpoint').first();
      await finding.getByRole('button', { name: 'Copy as Markdown issue' }).click();
      await finding.getByText('Copied').waitFor();
      await page.getByRole('searchbox').focus();
      await page.keyboard.press('Control+V');
      expect(await page.getByRole('searchbox').inputValue()).to.match(
        /^# GET \/api\/database leaks 1\.00 pg connection per request/,
      );
    }));

  it('is the same text to be copied by hand where the browser refuses its clipboard', () =>
    withReport(async (page) => {
      await page.evaluate(`navigator.clipboard.writeText = () => Promise.reject(new Error('refused'))`);
      await page.getByRole('button', { name: 'Copy as Markdown issue' }).first().click();
      const text = page.getByRole('textbox', { name: 'Copy from here' });
      expect(await text.inputValue()).to.include('fingerprint `a1b2c3d4`');
      // Selected once the field is drawn.
      await until(page, 'document.activeElement.selectionEnd > 100');
    }));

  it('prints without controls, charts drawn even where nobody scrolled', () =>
    withReport(
      async (page) => {
        const before = await page.locator('canvas').count();
        await page.pdf();
        expect(await page.locator('canvas').count()).to.be.greaterThan(before);
        await page.emulateMedia({ media: 'print' });
        for (const control of ['searchbox', 'combobox', 'checkbox', 'button'] as const) {
          expect(await page.getByRole(control).count(), control).to.equal(0);
        }
        expect(await page.locator('h1').isVisible()).to.equal(true);
      },
      { scheme: 'dark' },
    ));
});
