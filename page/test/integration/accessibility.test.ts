import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { reportTemplatePath } from '../../../harness/src/platform/package-paths.js';
import { createSampleDocument } from '../../../harness/test/fixtures/report/sample-document.js';
import { sampleRun, sampleTarget, sampleTwins } from '../../../harness/test/fixtures/report/sample-result.js';
import { accessibilityViolations } from '../fixtures/accessibility.js';
import { until, useReportBrowser } from '../fixtures/report-browser.js';
import { sampleCluster } from '../fixtures/sample-processes.js';

/** With one of everything that a page can show. */
const everything = sampleRun(
  sampleTwins.targets.map((target, index) => ({
    ...target,
    budgets: [
      {
        name: 'latencyP95Ms',
        unit: 'ms',
        bound: 'at-most',
        limit: 5,
        observed: 9,
        endpoint: 'GET /api/database',
        outcome: index === 0 ? 'broken' : 'unmeasured',
        passed: false,
        reason: 'GET /api/database, over 12 blocks at 10 connections.',
      },
    ],
    invariants: [
      {
        name: 'every hit is stored',
        source: 'postgres',
        compares: 'change',
        expectedFrom: 'accepted requests of POST /api/hit',
        expected: 40,
        observed: 40,
        waitedMs: 20,
        slack: 0,
        outcome: 'kept',
        passed: true,
        reason: 'As expected at once.',
      },
    ],
    symptoms: [
      {
        code: 'pg-connections-near-limit',
        seen: '63 of 100 connections were taken.',
        advice: 'Look at `pg_stat_activity`.',
        remedies: [
          { purpose: 'Who holds them', language: 'sql', text: 'select state, count(*) from pg_stat_activity;' },
        ],
      },
    ],
    processes: index === 0 ? sampleCluster : [],
  })),
  { warnings: [{ code: 'CPU_STEAL', message: 'The machine was busy.' }] },
);

const failed = sampleRun([
  sampleTarget('shop', {
    verdict: 'failed',
    expectationMet: false,
    endpoints: [],
    failure: { code: 'TARGET_NOT_READY', message: 'The app did not answer within 30 s.' },
  }),
]);

async function openEverything(page: Page): Promise<void> {
  await page.evaluate(`for (const each of document.querySelectorAll('details')) each.open = true`);
  await page.locator('.folded-metrics .plot').last().scrollIntoViewIfNeeded();
  await page.locator('.folded-metrics canvas').last().waitFor();
}

/** Elements that reach beyond the window, but for those in a part that scrolls by itself. */
const stickingOut = (page: Page): Promise<string[]> =>
  page.evaluate<string[]>(`[...document.querySelectorAll('body *')]
    .filter((each) => each.getBoundingClientRect().right > innerWidth && !each.closest('pre, .scroller, .plot, .readout'))
    .map((each) => each.outerHTML.slice(0, 200))`);

describe('accessibility of the HTML report', () => {
  const browser = useReportBrowser();
  let file: string;
  before(async () => {
    file = await browser.write('report.html', createSampleDocument(everything));
  });

  for (const scheme of ['light', 'dark'] as const) {
    for (const width of [1440, 360]) {
      it(`has no violation at ${width} px in ${scheme} colours, everything opened`, () =>
        browser.view(
          file,
          async (page) => {
            await openEverything(page);
            expect(await stickingOut(page)).to.deep.equal([]);
            expect(await page.evaluate('document.documentElement.scrollWidth')).to.equal(width);
            expect(await accessibilityViolations(page)).to.deep.equal([]);
          },
          { scheme, width },
        ));
    }
  }

  it('has no violation where a run failed, and where there is no data', async () => {
    const page = await browser.write('failed.html', createSampleDocument(failed));
    for (const each of [page, reportTemplatePath]) {
      await browser.view(each, async (tab) => {
        expect(await accessibilityViolations(tab)).to.deep.equal([]);
      });
    }
  });

  it('is worked by keyboard alone: search, filter, order, and the way to the evidence', () =>
    browser.view(file, async (page) => {
      const focused = (): Promise<string> =>
        page.evaluate<string>(
          `(({ tagName, type, textContent }) => [tagName, type, textContent].join(' '))(document.activeElement)`,
        );
      const tabTo = async (wanted: RegExp): Promise<void> => {
        for (let presses = 0; presses < 60; presses++) {
          if (wanted.test(await focused())) return;
          await page.keyboard.press('Tab');
        }
        throw new Error(`The keyboard never came to ${wanted}.`);
      };
      await tabTo(/^A .*GET \/api\/redis/);
      await page.keyboard.press('Enter');
      await until(page, `document.activeElement.className.includes('linked')`);
      expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).to.equal('GET /api/redis');
      await tabTo(/^SUMMARY .*metrics/);
      await page.keyboard.press('Enter');
      await page
        .getByRole('row', { name: /^redis\.connections/ })
        .first()
        .waitFor();
      await tabTo(/^A .*redis\.connections/);
      await page.keyboard.press('Enter');
      await page.locator('tr.linked:focus').waitFor();
      await page.getByRole('searchbox').focus();
      await page.keyboard.type('cache');
      expect(await page.locator('.endpoint').count()).to.equal(1);
      await page.keyboard.press('Escape');
      await tabTo(/^BUTTON .*inconclusive/);
      await page.keyboard.press('Space');
      expect(await page.getByRole('button', { name: 'inconclusive 1' }).getAttribute('aria-pressed')).to.equal('true');
    }));
});
