import { isDeepStrictEqual } from 'node:util';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { createSampleDocument } from '../../../harness/test/fixtures/report/sample-document.js';
import { eventually } from '../../../harness/test/support/eventually.js';
import { countPdfImages, pdfColors } from '../fixtures/pdf-colors.js';
import { useReportBrowser, type ViewOptions } from '../fixtures/report-browser.js';

/** How the page shades the warm-up in a chart, which nothing else has in print. */
const shade = { light: '#f1f0eb', dark: '#202226' } as const;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Opaque colours of the first chart, in the frame after what was done last. */
async function chartColors(page: Page): Promise<ReadonlySet<string>> {
  const colors = await page.evaluate<readonly number[]>(`(async () => {
    await new Promise(requestAnimationFrame);
    const { width, height } = document.querySelector('canvas');
    // A copy: Chromium complains of a canvas that is read more than once.
    const copy = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
    copy.drawImage(document.querySelector('canvas'), 0, 0);
    const { data } = copy.getImageData(0, 0, width, height);
    const opaque = new Set();
    for (let at = 0; at < data.length; at += 4)
      if (data[at + 3] === 255) opaque.add((data[at] << 16) | (data[at + 1] << 8) | data[at + 2]);
    return [...opaque];
  })()`);
  return new Set(colors.map((color) => `#${color.toString(16).padStart(6, '0')}`));
}

describe('the HTML report in print', () => {
  const browser = useReportBrowser();
  let file: string;
  before(async () => {
    file = await browser.write('report.html', createSampleDocument());
  });
  const withReport = (check: (page: Page) => Promise<void>, options?: ViewOptions): Promise<void> =>
    browser.view(file, check, options);

  for (const scheme of ['light', 'dark'] as const) {
    it(`has the same light colours on paper where the screen is ${scheme}, charts too`, () =>
      withReport(
        async (page) => {
          await page.locator('canvas').first().waitFor();
          const pdf = await page.pdf();
          const colors = pdfColors(pdf);
          // Charts are lines, whose colours can be read.
          expect(countPdfImages(pdf)).to.equal(0);
          expect(colors).to.include(shade.light);
          expect(colors).to.not.include(shade.dark);
        },
        { scheme },
      ));
  }

  it('is light while print is emulated on a dark screen, and dark again after it', () =>
    withReport(
      async (page) => {
        await page.locator('canvas').first().waitFor();
        const textColor = (): Promise<string> => page.evaluate<string>('getComputedStyle(document.body).color');
        const shown = async () => ({ chart: await chartColors(page), text: await textColor() });
        const onScreen = await shown();
        expect(onScreen.text).to.equal('rgb(233, 233, 230)');
        expect(onScreen.chart).to.include(shade.dark);
        await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
        await eventually(async () => !(await chartColors(page)).has(shade.dark));
        const inPrint = await shown();
        expect(inPrint.text).to.equal('rgb(27, 29, 32)');
        expect(inPrint.chart).to.include(shade.light);
        expect(inPrint.chart).to.not.include(shade.dark);
        await page.emulateMedia({ media: 'screen', colorScheme: 'dark' });
        await eventually(async () => isDeepStrictEqual(await shown(), onScreen));
        expect(await shown()).to.deep.equal(onScreen);
      },
      { scheme: 'dark' },
    ));

  it('goes back to the colours of a dark screen after it was printed', () =>
    withReport(
      async (page) => {
        await page.locator('canvas').first().waitFor();
        await page.pdf();
        await eventually(async () => (await chartColors(page)).has(shade.dark));
        expect(await chartColors(page)).to.include(shade.dark);
      },
      { scheme: 'dark' },
    ));

  it('leaves a chart zoomed as it was', () =>
    withReport(
      async (page) => {
        const chart = page.locator('.metric .plot').first();
        await chart.locator('canvas').waitFor();
        const box = await chart.boundingBox();
        if (box === null) throw new Error('The chart is not shown.');
        const readAt = async (share: number): Promise<string | null> => {
          await page.mouse.move(box.x + share * box.width, box.y + 70);
          await page.mouse.move(box.x + share * box.width, box.y + 60);
          await page.evaluate('new Promise(requestAnimationFrame)');
          return page.locator('.metric .readout').first().textContent();
        };
        const whole = await readAt(0.2);
        await page.mouse.move(box.x + 0.6 * box.width, box.y + 60);
        await page.mouse.down();
        await page.mouse.move(box.x + 0.9 * box.width, box.y + 60, { steps: 5 });
        await page.mouse.up();
        const zoomed = await readAt(0.2);
        expect(zoomed).to.not.equal(whole);
        await page.pdf();
        expect(await readAt(0.2)).to.equal(zoomed);
      },
      { hash: '#metrics/pg.connections' },
    ));

  it('scales a chart to the paper instead of cutting it off', () =>
    withReport(async (page) => {
      await page.locator('canvas').first().waitFor();
      await page.emulateMedia({ media: 'print' });
      // Measured at once: a page that is printed gives charts no time to be drawn again in another size.
      const [before, after] = await page.evaluate<readonly Size[]>(`(() => {
        const plot = document.querySelector('.plot');
        const before = plot.querySelector('canvas').getBoundingClientRect().toJSON();
        plot.style.width = '200px';
        return [before, plot.querySelector('canvas').getBoundingClientRect().toJSON()];
      })()`);
      if (before === undefined || after === undefined) throw new Error('The chart was not measured.');
      expect(after.width).to.equal(200);
      expect(after.width / after.height).to.be.closeTo(before.width / before.height, 0.01);
    }));
});
