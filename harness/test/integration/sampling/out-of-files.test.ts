import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect } from 'chai';

const built = (file: string): string =>
  new URL(`../../../../.tsbuild/harness/sampling/procfs/${file}.js`, import.meta.url).href;

/** Counts once every descriptor that it may have is open. */
const program = `
  import { openSync } from 'node:fs';
  import { countThreads } from '${built('process-counts')}';
  import { readSocketsByProcess } from '${built('sockets')}';
  try { for (;;) openSync('/dev/null', 'r'); } catch {}
  const codeOf = (counted) => counted.then(() => 'counted', ({ code }) => code);
  console.log(await codeOf(countThreads([process.ppid])), await codeOf(readSocketsByProcess([process.ppid])));
`;

describe('counting without a descriptor left', () => {
  it('is an error, not nothing held', async function () {
    if (process.platform !== 'linux') this.skip();
    const command = `ulimit -n 200; exec "${process.execPath}" --input-type=module --eval "$PROGRAM"`;
    const env = { ...process.env, PROGRAM: program };
    const { stdout } = await promisify(execFile)('sh', ['-c', command], { env });
    expect(stdout.trim()).to.equal('FILES_EXHAUSTED FILES_EXHAUSTED');
  });
});
