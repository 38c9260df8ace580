import { statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import {
  type CliSandbox,
  createSandbox,
  type RunningCli,
  undecidable,
} from '../../../harness/test/fixtures/cli/cli-sandbox.js';
import { launchChromium } from '../fixtures/chromium.js';

/** Longer than any of these tests: it is ended when the page has shown what it must, however long the browser takes. */
const untilInterrupted = { budget: { seconds: 60 }, tolerances: undecidable };

async function urlOf(run: RunningCli): Promise<string> {
  await run.saw('Live view: ');
  return /Live view: (\S+)\n/.exec(run.stderr())?.[1] ?? '';
}

/** Units sent so far, as the page says. */
async function requestsIn(page: Page): Promise<number> {
  const words = (await page.locator('.live-words').textContent()) ?? '';
  return Number(/([\d,]+) requests/.exec(words)?.[1]?.replaceAll(',', '') ?? 0);
}

/** The test's own time limit ends a wait in vain. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await delay(50);
}

describe('live view in a browser', () => {
  let sandbox: CliSandbox;
  let browser: Browser | undefined;

  before(async function () {
    browser = await launchChromium(this);
  });
  after(() => browser?.close());
  beforeEach(() => {
    sandbox = createSandbox();
  });
  afterEach(() => sandbox.remove());

  async function open(url: string): Promise<{ readonly page: Page; readonly troubles: readonly string[] }> {
    if (browser === undefined) throw new Error('The browser was not started.');
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const troubles: string[] = [];
    page.on('console', (message) => troubles.push(`console: ${message.text()}`));
    page.on('pageerror', (error) => troubles.push(`error: ${error.message}`));
    page.on('request', (request) => troubles.push(`request: ${request.url()}`));
    await page.goto(url);
    return { page, troubles };
  }

  /** Grows as long as the run goes on. */
  const recordedBytes = (): number => statSync(path.join(sandbox.runFolder(), 'recording.ndjson')).size;

  it('follows a run to its end, and the page outlives the server', async () => {
    sandbox.configure({}, untilInterrupted);
    const run = sandbox.start(['run', '--live', '--diagnose', 'never']);
    const url = await urlOf(run);
    expect(url).to.match(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    const { page, troubles } = await open(url);

    await page.locator('h1', { hasText: 'app could not be decided' }).waitFor();
    await page.locator('.live-words', { hasText: 'left' }).waitFor();
    expect(await page.locator('.live-bar strong').textContent()).to.equal('Running');
    expect(await page.locator('.live-words').textContent()).to.match(
      /app · GET \/ · .* left · verdicts are provisional/,
    );
    expect(await page.locator('.outcome').isVisible(), 'a provisional exit code').to.equal(false);
    const before = await requestsIn(page);
    const drawn = await page.locator('.plot').first().getAttribute('aria-label');
    await until(async () => (await page.locator('.plot').first().getAttribute('aria-label')) !== drawn);
    await until(async () => (await requestsIn(page)) > before);

    run.kill('SIGINT');
    await page.locator('.live-bar strong', { hasText: 'Run ended' }).waitFor();
    const { exitCode } = await run.ended;
    expect(exitCode).to.equal(130);
    await sandbox.assertComplete();
    expect(await page.locator('h1').textContent()).to.include('Interrupted: app could not be decided');
    expect(await page.locator('.live-words').textContent()).to.include(`${sandbox.runFolder()}/report.html`);
    expect(await page.locator('.outcome').textContent()).to.include('exit code 130');
    await page.getByRole('checkbox', { name: 'Readings against time' }).uncheck();
    expect(await page.locator('canvas').count()).to.be.greaterThan(0);
    expect(troubles).to.deep.equal([`request: ${url}`, `request: ${url}events`]);
    await page.close();
  });

  it('holds still while it is read, and then catches up', async () => {
    sandbox.configure({}, untilInterrupted);
    const run = sandbox.start(['run', '--live', '--diagnose', 'never', '--no-html']);
    const { page } = await open(await urlOf(run));
    await page.locator('.plot').first().waitFor();
    await page.getByLabel('Hold').check();
    const drawn = await page.locator('.plot').first().getAttribute('aria-label');
    const before = await requestsIn(page);
    await until(async () => (await requestsIn(page)) > before);
    expect(await page.locator('.plot').first().getAttribute('aria-label')).to.equal(drawn);
    run.kill('SIGINT');
    await page.locator('.live-bar strong', { hasText: 'Run ended' }).waitFor();
    expect(await page.locator('.plot').first().getAttribute('aria-label')).to.not.equal(drawn);
    await run.ended;
    await page.close();
  });

  it('does not let a page that hangs hold up the run', async () => {
    sandbox.configure({}, untilInterrupted);
    const run = sandbox.start(['run', '--live', '--diagnose', 'never', '--no-html']);
    const { page } = await open(await urlOf(run));
    await page.locator('.live-bar strong', { hasText: 'Running' }).waitFor();
    const begun = page.waitForEvent('console');
    const hanging = page.evaluate('console.log("hanging"); for (;;) {}').catch(() => undefined);
    await begun;
    const before = recordedBytes();
    await until(async () => recordedBytes() > before + 20_000);
    run.kill('SIGINT');
    const { exitCode } = await run.ended;
    expect(exitCode).to.equal(130);
    await page.close({ runBeforeUnload: false });
    await hanging;
  });

  it('says that the connection is lost when the run is killed', async () => {
    sandbox.configure({}, untilInterrupted);
    const run = sandbox.start(['run', '--live', '--no-html'], { isCutOff: true });
    const { page } = await open(await urlOf(run));
    await page.locator('.plot').first().waitFor();
    run.kill('SIGKILL');
    await page.locator('.live-bar strong', { hasText: 'Connection lost' }).waitFor();
    expect(await page.locator('h1').textContent()).to.include('app');
    await run.ended;
    await page.close();
  });
});
