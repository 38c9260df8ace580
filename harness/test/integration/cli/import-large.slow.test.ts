import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { expect } from 'chai';
import { createSandbox, server } from '../../fixtures/cli/cli-sandbox.js';

const wantedBytes = 100 * 1024 * 1024;

/** Entries as Chrome writes them, with what the service answered: most of a recording is that. */
function* largeHar(): Generator<string> {
  yield '{"log":{"version":"1.2","creator":{"name":"WebInspector"},"entries":[';
  let bytes = 0;
  for (let index = 0; bytes < wantedBytes; index++) {
    const request = {
      method: 'GET',
      url: `http://localhost:3000/items/${index}?token=secret-word-in-har`,
      headers: [{ name: 'Authorization', value: 'Bearer secret-word-in-har' }],
    };
    const content = { mimeType: 'application/json', text: JSON.stringify({ é: 'x'.repeat(20_000) }) };
    const entry = `${index === 0 ? '' : ','}\n${JSON.stringify({ request, response: { status: 200, content } })}`;
    bytes += entry.length;
    yield entry;
  }
  yield ']}}';
}

/** Less than the file has: a heap that could not hold it. */
const heapMegabytes = 64;

describe('a HAR of 100 MB', () => {
  const sandbox = createSandbox();
  after(() => sandbox.remove());

  before(() => pipeline(Readable.from(largeHar()), createWriteStream(path.join(sandbox.folder, 'large.har'))));

  it('is read in a heap smaller than the file', async () => {
    const env = { NODE_OPTIONS: `--max-old-space-size=${heapMegabytes}` };
    const args = ['init', '--yes', '--har', 'large.har', '--command', server('answers')];
    const { exitCode, stderr } = await sandbox.run(args, { env });
    expect(exitCode, stderr).to.equal(0);
    expect(stderr)
      .to.include('1 request taken from documents')
      .and.match(/\d more that differ in ids and values alone/);
    const text = sandbox.read('leakline.config.ts');
    expect(text).to.include("/items/0?token=${encodeURIComponent(fromEnvironment('API_TOKEN'))}");
    expect(text).to.not.include('secret-word-in-har');
  });
});
