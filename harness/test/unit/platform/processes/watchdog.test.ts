import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect } from 'chai';

const watchdog = new URL('../../../../../.tsbuild/harness/platform/processes/watchdog.js', import.meta.url).href;

/** Takes every descriptor, and then wants a watchdog. */
const script = `
import { openSync } from 'node:fs';
const { startWatchdog } = await import('${watchdog}');
try { for (;;) openSync('/dev/null'); } catch {}
const dog = startWatchdog('true', []);
dog.tell('1');
await dog.release();
process.exitCode = 7;
`;

describe('a watchdog', () => {
  it('is no reason to end the run where there are no descriptors left for one', async function () {
    if (process.platform !== 'linux') this.skip();
    const shell = `ulimit -n 64; exec "${process.execPath}" --input-type=module`;
    const child = spawn('sh', ['-c', shell], { stdio: ['pipe', 'ignore', 'ignore'] });
    child.stdin.end(script);
    expect(await once(child, 'close')).to.deep.equal([7, null]);
  });
});
