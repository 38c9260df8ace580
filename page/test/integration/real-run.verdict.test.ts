import path from 'node:path';
import { expect } from 'chai';
import { coarse, createSandbox, server } from '../../../harness/test/fixtures/cli/cli-sandbox.js';
import { accessibilityViolations } from '../fixtures/accessibility.js';
import { useReportBrowser } from '../fixtures/report-browser.js';

describe('HTML report of a real run', () => {
  const sandbox = createSandbox();
  const browser = useReportBrowser();
  let file: string;
  before(async () => {
    const targets = [
      { name: 'leaky', command: server('leaks-descriptors'), expect: 'leaking' as const },
      { name: 'calm', command: server('answers'), expect: 'clean' as const },
    ];
    sandbox.configure({}, { targets, tolerances: coarse, budget: { seconds: 180 } });
    const { exitCode, stderr } = await sandbox.run(['run']);
    expect(exitCode, stderr).to.equal(0);
    file = path.join(sandbox.runFolder(), 'report.html');
  });
  after(() => sandbox.remove());

  it('opens without a console message or a request, and names leak, rate and line', () =>
    browser.view(file, async (page) => {
      expect(await page.locator('h1').textContent()).to.match(
        /^leaky leaks 1\.00 fd per request on GET \/; calm is clean\.$/,
      );
      expect(await page.locator('.leak-list .blamed').textContent()).to.match(/leaks-descriptors\.mjs:6$/);
      expect(await page.locator('.culprit pre').first().textContent()).to.include("openSync('/dev/null', 'r')");
      expect(await page.locator('.endpoint .plot').first().getAttribute('aria-label')).to.match(
        /^File descriptors of leaky: \+[\d,]+ over [\d,]+ requests; \+1\.00\/request/,
      );
      await page.locator('.endpoint canvas').first().waitFor();
    }));

  it('has no accessibility violation', () =>
    browser.view(file, async (page) => {
      await page.locator('.endpoint canvas').first().waitFor();
      expect(await accessibilityViolations(page)).to.deep.equal([]);
    }));

  it('leads from every link within the page to something', () =>
    browser.view(file, async (page) => {
      const hashes = await page.evaluate<string[]>(`[...document.querySelectorAll('a')].map(({ hash }) => hash)`);
      expect(hashes).to.include.members(['#endpoints/GET%20%2F', '#endpoints/GET%20%2F/fds', '#metrics/fds']);
      for (const hash of new Set(hashes)) {
        if (!hash.includes('/')) {
          expect(await page.locator(hash).count(), hash).to.equal(1);
          continue;
        }
        await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
        await page.locator('.linked').first().waitFor();
      }
    }));
});
