import { expect } from 'chai';
import type { Locator, Page } from 'playwright-core';
import type { ReportDocument } from '../../../harness/src/model/trace.js';
import { createSampleDocument } from '../../../harness/test/fixtures/report/sample-document.js';
import { until, useReportBrowser, type ViewOptions } from '../fixtures/report-browser.js';

/** The two charts of one metric of the first target. */
const chartsOf = (page: Page, metric: string): Locator =>
  page.locator(`.metric:has(h3 code:text-is("${metric}")) figure`).first().locator('.plot');

const readoutsOf = (page: Page, metric: string): Locator =>
  page.locator(`.metric:has(h3 code:text-is("${metric}")) figure`).first().locator('.readout');

async function boxOf(chart: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  await chart.locator('canvas').waitFor();
  const box = await chart.boundingBox();
  if (box === null) throw new Error('The chart is not shown.');
  return box;
}

/** Seconds that a readout against time names. */
const secondsOf = (readout: string | null): number => Number(/at (-?[\d.]+) s/.exec(readout ?? '')?.[1]);

/** As if POST /api/listeners had been driven once, together with the first block of GET /api/redis. */
function withFirstBlocksTogether(report: ReportDocument): ReportDocument {
  const traces = report.traces.map((trace) => {
    const first = trace.blocks.findIndex(({ endpoint }) => endpoint === 'GET /api/redis');
    const blocks = trace.blocks.flatMap((block, index) =>
      index === first
        ? [
            { ...block, together: 2 },
            { ...block, endpoint: 'POST /api/listeners', requests: 5, together: 2 },
          ]
        : block.endpoint === 'POST /api/listeners'
          ? []
          : [block],
    );
    return { ...trace, blocks };
  });
  return { ...report, traces };
}

describe('charts of the HTML report in a browser', () => {
  const browser = useReportBrowser();
  let file: string;
  before(async () => {
    file = await browser.write('report.html', createSampleDocument());
  });
  const withReport = (check: (page: Page) => Promise<void>, options?: ViewOptions): Promise<void> =>
    browser.view(file, check, options);

  it('show what leaks beside what does not, at the endpoint, and say it in words', () =>
    withReport(async (page) => {
      const charts = page.locator('.endpoint').first().locator('.plot');
      await charts.nth(1).locator('canvas').waitFor();
      expect(await charts.nth(0).getAttribute('aria-label')).to.equal(
        'PostgreSQL connections of with-leak: +36 over 36 requests; +1.00/request [1.00, 1.00]',
      );
      expect(await charts.nth(1).getAttribute('aria-label')).to.match(
        /^PostgreSQL connections of without-leak: \+0 over [\d,]+ requests; \+0\.00\/request/,
      );
    }));

  it('show every metric of every target, and fold away what never moved', () =>
    withReport(async (page) => {
      await page.locator('.metric').first().scrollIntoViewIfNeeded();
      expect(await chartsOf(page, 'pg.connections').first().getAttribute('aria-label')).to.equal(
        'PostgreSQL connections of with-leak: 4 → 40 over 144 requests',
      );
      expect(await page.locator('.metric', { hasText: 'Child processes' }).count()).to.equal(0);
      await page.locator('summary', { hasText: 'whose floors never moved' }).click();
      await page.locator('.metric', { hasText: 'Child processes' }).locator('canvas').first().waitFor();
    }));

  it('point at the same moment, one against requests and one against time', () =>
    withReport(
      async (page) => {
        const box = await boxOf(chartsOf(page, 'pg.connections').first());
        await page.mouse.move(box.x + 0.6 * box.width, box.y + 60);
        const [floor, moment, elsewhere] = [
          readoutsOf(page, 'pg.connections').nth(0),
          readoutsOf(page, 'pg.connections').nth(1),
          readoutsOf(page, 'redis.connections').nth(0),
        ];
        await floor.filter({ hasText: 'requests · ' }).waitFor();
        expect(await floor.textContent()).to.match(/^\d+ \(0 active, \d+ idle\) after [\d,]+ requests · /);
        expect(secondsOf(await moment.textContent())).to.be.greaterThan(0);
        expect(await elsewhere.textContent()).to.include(
          /after [\d,]+ requests/.exec((await floor.textContent()) ?? '')?.[0],
        );
        await page.mouse.move(5, 5);
        await until(page, `![...document.querySelectorAll('.readout')].some((each) => each.textContent.trim())`);
      },
      { hash: '#metrics/pg.connections' },
    ));

  it('zoom together, and out again', () =>
    withReport(
      async (page) => {
        const [requests, time] = [chartsOf(page, 'fds').nth(0), chartsOf(page, 'fds').nth(1)];
        await boxOf(time);
        const box = await boxOf(requests);
        const atLeftEdge = async (): Promise<number> => {
          const { x, y, height } = await boxOf(time);
          await page.mouse.move(x + 64, y + height / 2);
          await readoutsOf(page, 'fds').nth(1).filter({ hasText: ' s' }).waitFor();
          return secondsOf(await readoutsOf(page, 'fds').nth(1).textContent());
        };
        const whole = await atLeftEdge();
        await page.mouse.move(box.x + 0.6 * box.width, box.y + 60);
        await page.mouse.down();
        await page.mouse.move(box.x + 0.9 * box.width, box.y + 60, { steps: 5 });
        await page.mouse.up();
        expect(await atLeftEdge()).to.be.greaterThan(whole + 0.5);
        await page.mouse.dblclick(box.x + 0.5 * box.width, box.y + 60);
        expect(await atLeftEdge()).to.equal(whole);
      },
      { hash: '#metrics/fds' },
    ));

  it('show the growth of one endpoint alone on request', () =>
    withReport(
      async (page) => {
        await page.getByRole('combobox', { name: 'Growth of' }).selectOption('GET /api/redis');
        const label = await chartsOf(page, 'redis.connections').first().getAttribute('aria-label');
        expect(label).to.match(/\+36 over 36 requests; \+1\.00\/request \[1\.00, 1\.00\]$/);
        await page.getByRole('checkbox', { name: 'Readings against time' }).uncheck();
        expect(await chartsOf(page, 'redis.connections').count()).to.equal(1);
      },
      { hash: '#metrics/redis.connections' },
    ));

  it('say what grew together with others, instead of drawing it as that of one endpoint', async () => {
    const together = await browser.write('together.html', withFirstBlocksTogether(createSampleDocument()));
    await browser.view(
      together,
      async (page) => {
        await page.getByRole('combobox', { name: 'Growth of' }).selectOption('GET /api/redis');
        const own = await chartsOf(page, 'redis.connections').first().getAttribute('aria-label');
        expect(own).to.match(/\+34 over 34 requests alone; 2 more together with others are not drawn$/);
        await page.getByRole('combobox', { name: 'Growth of' }).selectOption('POST /api/listeners');
        const shared = await chartsOf(page, 'redis.connections').first().getAttribute('aria-label');
        expect(shared).to.match(/at most \+2 over 5 requests: all that grew while it and others were driven together$/);
        await page.locator('.endpoint-legend', { hasText: 'several together' }).waitFor();
      },
      { hash: '#metrics/redis.connections' },
    );
  });

  it('say which metric a target was not asked for, instead of drawing nothing at 0', async () => {
    const document = createSampleDocument();
    const [first, ...others] = document.traces;
    if (first === undefined) throw new Error('The sample has no trace.');
    const { 'redis.connections': _floors, ...values } = first.floors.values;
    const { 'redis.connections': _samples, ...samples } = first.samples;
    const traces = [{ ...first, samples, floors: { ...first.floors, values } }, ...others];
    const page = await browser.write('unmeasured.html', { ...document, traces });
    await browser.view(
      page,
      async (tab) => {
        const figures = tab.locator('.metric:has(h3 code:text-is("redis.connections")) figure');
        await figures.nth(1).locator('.plot').first().waitFor();
        expect(await figures.nth(0).textContent()).to.equal('with-leak not measurednot measured');
        expect(await figures.nth(0).locator('.plot').count()).to.equal(0);
      },
      { hash: '#metrics/redis.connections' },
    );
  });
});
