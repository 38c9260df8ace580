import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import type { ReportDocument } from '../../../harness/src/model/trace.js';
import { reportTemplatePath } from '../../../harness/src/platform/package-paths.js';
import { createSampleDocument } from '../../../harness/test/fixtures/report/sample-document.js';
import { useReportBrowser, type ViewOptions } from '../fixtures/report-browser.js';

const hostile = '</script><img src=x onerror=alert(1)>';
const hostileFrame = '<img src=x onerror=alert(2)>';

/** The sample, with an endpoint and a function in a stack named to attack the page. */
function createHostileDocument(): ReportDocument {
  const json = JSON.stringify(createSampleDocument())
    .replaceAll('GET /api/redis', hostile)
    .replaceAll('openClient (', `${hostileFrame} (`);
  return JSON.parse(json) as ReportDocument;
}

describe('HTML report in a browser', () => {
  const browser = useReportBrowser();
  let file: string;
  before(async () => {
    file = await browser.write('report.html', createHostileDocument());
  });
  const withReport = (check: (page: Page) => Promise<void>, options?: ViewOptions): Promise<void> =>
    browser.view(file, check, options);

  it('is one file of at most 400 KB before its data', async () => {
    expect(await readdir(path.dirname(reportTemplatePath))).to.deep.equal(['index.html']);
    expect((await stat(reportTemplatePath)).size).to.be.at.most(400_000);
    expect(await readdir(browser.folder)).to.have.members(['report.html']);
  });

  it('answers first, and shows numbers, costs, warnings and what was not measured', () =>
    withReport(async (page) => {
      expect(await page.locator('h1').textContent()).to.match(/^with-leak leaks 1\.00 pg connection per request/);
      const text = await page.locator('main').textContent();
      for (const part of [
        'Expectations met',
        '+1.00 pg connection/request [1.00, 1.00]',
        'also +1 fd, +7.3 KB heap',
        'max_connections=100 is exhausted after 83 more requests',
        'heap grows less than 12 B/request (tolerance 32 B)',
        'tolerance 32 B',
        'the shaded band is the tolerance',
        'This does not mean clean',
        'Smallest leak this run could see: 74 B/request',
        'The machine was busy',
        'no pool was seen in the target',
        '4 → 40 over 144 requests',
        'embedded 17.10',
      ]) {
        expect(text).to.include(part);
      }
    }));

  it('shows a hostile endpoint name and a hostile stack as text', () =>
    withReport(async (page) => {
      expect(await page.locator('.endpoint h3 > code').nth(1).textContent()).to.equal(hostile);
      await page.evaluate(`for (const each of document.querySelectorAll('details')) each.open = true`);
      expect(await page.locator('pre', { hasText: hostileFrame }).first().isVisible()).to.equal(true);
      expect(await page.locator('img').count()).to.equal(0);
    }));

  it('can be read on a phone without scrolling sideways', () =>
    withReport(
      async (page) => {
        expect(await page.evaluate('document.documentElement.scrollWidth')).to.equal(360);
      },
      { width: 360 },
    ));

  it('says so when it holds no data', () =>
    browser.view(reportTemplatePath, async (page) => {
      expect(await page.locator('main').textContent()).to.include('no run has put its data into it');
    }));
});
