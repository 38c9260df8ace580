import { expect } from 'chai';
import type { Page } from 'playwright-core';
import type { Finding } from '../../../harness/src/model/result.js';
import { createSampleDocument } from '../../../harness/test/fixtures/report/sample-document.js';
import {
  connectionFinding,
  leakingDatabase,
  sampleEndpoint,
  sampleMetric,
  sampleRun,
  sampleTarget,
  shortOfRequests,
} from '../../../harness/test/fixtures/report/sample-result.js';
import { accessibilityViolations } from '../fixtures/accessibility.js';
import { until, useReportBrowser, type ViewOptions } from '../fixtures/report-browser.js';

const driven = ['GET /api/database', 'GET /api/redis', 'GET /api/cache?key={n}', 'POST /api/listeners'];

const namesOf = (page: Page): Promise<string[]> => page.locator('.endpoint h3 > code').allTextContents();

/** Whether the top of the first element lies in the window. */
const isInView = (page: Page, selector: string): Promise<boolean> =>
  page.evaluate<boolean>(`(() => {
    const { top } = document.querySelector(${JSON.stringify(selector)}).getBoundingClientRect();
    return top >= -1 && top < innerHeight;
  })()`);

describe('endpoints of the HTML report in a browser', () => {
  const browser = useReportBrowser();
  let file: string;
  before(async () => {
    file = await browser.write('report.html', createSampleDocument());
  });
  const withReport = (check: (page: Page) => Promise<void>, options?: ViewOptions): Promise<void> =>
    browser.view(file, check, options);

  it('are searched by name, metric and file, and say how many are left', () =>
    withReport(async (page) => {
      const search = page.getByRole('searchbox', { name: 'Search endpoints' });
      await search.fill('redis');
      expect(await namesOf(page)).to.deep.equal(['GET /api/redis']);
      expect(await page.getByRole('search').getByRole('status').textContent()).to.equal('1 of 4 endpoints');
      await search.fill('routes/database.ts openClient');
      expect(await namesOf(page)).to.deep.equal(['GET /api/database']);
      await search.fill('nothing is called this');
      await page.getByRole('button', { name: 'Show all 4' }).click();
      expect(await namesOf(page)).to.deep.equal(driven);
    }));

  it('say beneath their metrics what a request needs at its peak, where that is known', async () => {
    const [liveHeapBytes, liveHeapAtMostBytes] = [36_100_000, 40_000_000];
    const peak = { liveHeapBytes, liveHeapAtMostBytes, allocatedBytesPerRequest: 20_600, isShared: false };
    const endpoints = [sampleEndpoint('GET /large', { peak }), sampleEndpoint('GET /unknown', { peak: null })];
    const result = sampleRun([sampleTarget('app', { endpoints })]);
    await browser.view(await browser.write('peaks.html', createSampleDocument(result)), async (page) => {
      const table = (endpoint: string) => page.locator(`section[aria-label="Metrics of ${endpoint} in app"]`);
      const rows = await table('GET /large').locator('tbody:last-child tr').allTextContents();
      expect(rows).to.deep.equal([
        'Live heap at peak36.1 MB in one process, at most 40.0 MB',
        'Allocated20.6 KB/request',
      ]);
      expect(await table('GET /unknown').locator('tbody').count()).to.equal(1);
    });
  });

  it('are filtered by the verdict of any target, and again shown', () =>
    withReport(async (page) => {
      const leaking = page.getByRole('button', { name: 'leaking 3' });
      await leaking.click();
      expect(await namesOf(page)).to.deep.equal(driven.slice(0, 3));
      expect(await leaking.getAttribute('aria-pressed')).to.equal('true');
      await page.getByRole('button', { name: 'inconclusive 1' }).click();
      expect(await namesOf(page)).to.deep.equal(driven.slice(3));
      await page.getByRole('button', { name: 'inconclusive 1' }).click();
      expect(await namesOf(page)).to.deep.equal(driven);
    }));

  it('are put into the order asked for', () =>
    withReport(async (page) => {
      const order = page.getByRole('combobox', { name: 'Order' });
      await order.selectOption('name');
      expect(await namesOf(page)).to.deep.equal([driven[2], driven[0], driven[1], driven[3]]);
      await order.selectOption('growth');
      // Connections grow by a thousand tolerances, the cache by six, the listeners by less than one.
      expect(await namesOf(page)).to.deep.equal(driven);
    }));

  it('are led to by a link from the top, and back by the button', () =>
    withReport(async (page) => {
      await page.locator('.leak-list a', { hasText: 'GET /api/cache' }).click();
      await until(page, 'scrollY > 300');
      expect(await page.evaluate('decodeURIComponent(location.hash)')).to.equal('#endpoints/GET /api/cache?key={n}');
      expect(await isInView(page, '.endpoint.linked')).to.equal(true);
      expect(await page.locator('.endpoint.linked h3 > code').textContent()).to.equal('GET /api/cache?key={n}');
      await page.goBack();
      await page.locator('.endpoint.linked').waitFor({ state: 'detached' });
      await until(page, 'scrollY < 300');
    }));

  it('open at the metric that the address names', () =>
    withReport(
      async (page) => {
        await page.locator('tr.linked').first().waitFor();
        expect(await page.locator('tr.linked').first().textContent()).to.match(/^fds/);
        await until(page, 'scrollY > 300');
        expect(await isInView(page, 'tr.linked')).to.equal(true);
        expect(await page.evaluate('document.activeElement.className')).to.equal('linked');
      },
      { hash: '#endpoints/GET%20%2Fapi%2Fredis/fds' },
    ));

  it('are shown by a link even where a filter hides them', () =>
    withReport(async (page) => {
      await page.getByRole('searchbox').fill('cache');
      await page.locator('.leak-list a', { hasText: 'GET /api/redis' }).click();
      await page.locator('.endpoint.linked h3 > code', { hasText: 'GET /api/redis' }).waitFor();
      expect(await page.getByRole('searchbox').inputValue()).to.equal('');
    }));

  it('say how far a clean reaches: in the headline as the terminal does, and for each metric', async () => {
    const bound = { perRequest: 2.995_732 / 1_864, requests: 1_864, isFull: false };
    const count = { ...sampleMetric('fds', 'clean', [0, 0, bound.perRequest]), bound };
    const memory = { perRequest: 12, requests: 1_864, isFull: true };
    const heap = { ...sampleMetric('heapUsedBytes', 'clean', [3, -5, 12]), bound: memory };
    const open = sampleMetric('rssBytes', 'inconclusive', [40, -210, 310]);
    const slow = sampleEndpoint('GET /slow', { metrics: [count, heap, open], bound: { metric: 'fds', ...bound } });
    const result = sampleRun([sampleTarget('shop', { endpoints: [slow] })]);
    await browser.view(await browser.write('clean.html', createSampleDocument(result)), async (page) => {
      expect(await page.locator('.endpoint .headline').textContent()).to.include(
        'no growth in 1,864 requests; a leak rarer than 1 in 622 is not excluded',
      );
      await page.locator('.evidence summary').click();
      expect(await page.getByRole('columnheader', { name: 'Not excluded' }).isVisible()).to.equal(true);
      expect(await page.locator('.evidence tbody td:last-child').allTextContents()).to.deep.equal([
        'rarer than 1 in 622 (1,864 requests)',
        'less than 12 B (1,864 requests)',
        '',
      ]);
    });
  });

  it('are headed and drawn by what is proven and not accepted, else by what looks most like a leak', async () => {
    const perRequest = { estimate: 184, low: 171, high: 198 };
    const proven: Finding = { ...connectionFinding, metric: 'heapUsedBytes', unit: 'bytes', perRequest };
    const accepted = { ...connectionFinding, ignored: 'known', fingerprint: 'b2c3d4e5' };
    const leaking = { ...leakingDatabase, findings: [accepted, proven] };
    const heap = sampleMetric('heapUsedBytes', 'inconclusive', [137, 20, 250], 'Grows, but so would a cache.');
    const idle = sampleMetric('fds', 'inconclusive', [0, 0, 0.01], 'Did not grow.');
    const open = sampleEndpoint('POST /api/listeners', {
      verdict: 'inconclusive',
      metrics: [idle, heap],
      undecided: 'heapUsedBytes',
    });
    const result = sampleRun([sampleTarget('shop', { verdict: 'leaking', endpoints: [leaking, open] })]);
    await browser.view(await browser.write('headed.html', createSampleDocument(result)), async (page) => {
      expect(await page.locator('h1').textContent()).to.match(/^shop leaks 184 B heap per request/);
      expect(await page.locator('.leak-list li').textContent()).to.include('+184 B heap/request [171 B, 198 B]');
      expect(await page.locator('.endpoint .headline > span:last-child').allTextContents()).to.deep.equal([
        '+184 B heap/request [171 B, 198 B]',
        '+137 B heap/request [20 B, 250 B]: Grows, but so would a cache.',
      ]);
      for (const caption of await page.locator('.endpoint .chart figcaption').allTextContents()) {
        expect(caption).to.match(/^JavaScript heap/);
      }
    });
  });

  describe('that are undecided for the same reason', () => {
    let merged: string;
    before(async () => {
      const endpoints = [shortOfRequests('GET /a', 56), leakingDatabase, shortOfRequests('GET /b', 120)];
      const other = [sampleEndpoint('GET /c'), shortOfRequests('GET /d', 60)];
      const targets = [
        sampleTarget('one', { verdict: 'leaking', endpoints: [...endpoints, shortOfRequests('GET /c', 60)] }),
        sampleTarget('two', { verdict: 'inconclusive', endpoints: other }),
      ];
      merged = await browser.write('merged.html', createSampleDocument(sampleRun(targets)));
    });
    const titlesOf = (page: Page): Promise<string[]> =>
      page
        .locator('section > .endpoint')
        .evaluateAll((all) => all.map((each) => each.getAttribute('aria-label') ?? ''));
    const group = '2 endpoints, undecided for the same reason';

    it('are said once, where the first of them stood, unless a target has a verdict or drove others', () =>
      browser.view(merged, async (page) => {
        expect(await titlesOf(page)).to.deep.equal([group, 'GET /api/database', 'GET /c', 'GET /d']);
        const article = page.getByRole('article', { name: group });
        expect(await article.locator('.merged code').allTextContents()).to.deep.equal(['GET /a', 'GET /b']);
        const text = await article.textContent();
        for (const part of [
          'fds: Did not grow, but 56–120 requests are too few.',
          'Smallest leak this run could see: 0.05/request',
          'fds: Did not grow, but 56–120 requests are too few. Raise budget.seconds (now 60).',
          'not driven here',
        ]) {
          expect(text).to.include(part);
        }
        expect(await page.getByRole('search').getByRole('status').textContent()).to.equal('5 endpoints');
      }));

    it('are each there on request, and alone when searched for', () =>
      browser.view(merged, async (page) => {
        const article = page.getByRole('article', { name: group });
        await article.getByText('Each of the 2, with its metrics').click();
        expect(await article.locator('h3 > code').allTextContents()).to.deep.equal(['GET /a', 'GET /b']);
        expect(await article.locator('.endpoint .headline').allTextContents()).to.deep.equal([
          '? inconclusive fds: Did not grow, but 56 requests are too few.',
          '? inconclusive fds: Did not grow, but 120 requests are too few.',
        ]);
        await page.getByRole('searchbox').fill('get /b');
        expect(await titlesOf(page)).to.deep.equal(['GET /b']);
      }));

    for (const hash of ['#endpoints/GET%20%2Fb', '#endpoints/GET%20%2Fb/fds']) {
      it(`are led to by ${hash}`, () =>
        browser.view(
          merged,
          async (page) => {
            await page.locator('.endpoint .endpoint.linked h3 > code', { hasText: 'GET /b' }).waitFor();
            await until(page, 'scrollY > 100');
            expect(await isInView(page, hash.endsWith('fds') ? 'tr.linked' : '.endpoint.linked')).to.equal(true);
          },
          { hash },
        ));
    }

    it('are accessible, and fit a phone', () =>
      browser.view(
        merged,
        async (page) => {
          await page.getByText('Each of the 2, with its metrics').click();
          await page.locator('.endpoint .endpoint').first().waitFor();
          expect(await page.evaluate('document.documentElement.scrollWidth')).to.equal(360);
          expect(await accessibilityViolations(page)).to.deep.equal([]);
        },
        { width: 360 },
      ));
  });

  it('leave the chart of a metric open to links of its own, also where it is folded away', () =>
    withReport(
      async (page) => {
        await page.locator('.metric.linked canvas').first().waitFor();
        expect(await page.locator('.metric.linked h3').textContent()).to.include('Child processes');
      },
      { hash: '#metrics/children' },
    ));
});
