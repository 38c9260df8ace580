/**
 * Remakes the pictures of the README from the latest run: `npm run demo && node scripts/report-images.mjs`. Needs
 * Chromium (CHROMIUM_PATH, else /usr/bin/chromium).
 */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const root = path.dirname(import.meta.dirname);
const report = pathToFileURL(path.resolve(process.argv[2] ?? path.join(root, 'reports/latest/report.html'))).href;
const pictures = [
  { name: 'report', hash: '', scheme: 'light', height: 1150 },
  { name: 'report-charts', hash: '#metrics/heapUsedBytes', scheme: 'dark', height: 640 },
];

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
for (const { name, hash, scheme, height } of pictures) {
  const page = await browser.newPage({ viewport: { width: 1280, height }, colorScheme: scheme });
  await page.goto(report + hash);
  await page.locator('canvas').first().waitFor();
  // Charts come as they near the window, and the page moves to its link when they have.
  await page.waitForTimeout(1_500);
  await page.screenshot({ path: path.join(root, 'docs/images', `${name}.png`) });
  await page.close();
}
await browser.close();
