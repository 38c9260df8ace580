import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { readBaseline, writeBaseline } from '../../../src/config/baseline-file.js';
import type { BaselineEndpoint } from '../../../src/model/baseline.js';
import { failureOf } from '../../fixtures/services/failure-of.js';

describe('the baseline file', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'baseline-'));
  const file = path.join(folder, 'leakline.baseline.json');
  after(() => rmSync(folder, { recursive: true }));

  const accepted: BaselineEndpoint = {
    target: 'shop',
    endpoint: 'GET /',
    date: '2026-11-20',
    rates: [{ metric: 'fds', unit: 'count', verdict: 'leaking', estimate: 1, low: 1, high: 1 }],
  };

  it('is read as it was written', async () => {
    expect(await readBaseline(file)).to.equal(null);
    await writeBaseline(file, [accepted]);
    expect(await readBaseline(file)).to.deep.equal([accepted]);
  });

  const refused: readonly (readonly [what: string, text: string, words: string])[] = [
    ['no JSON', '{', 'it is no JSON'],
    ['another version', '{"schemaVersion":2,"endpoints":[]}', 'schemaVersion'],
    ['half an endpoint', '{"schemaVersion":1,"endpoints":[{"target":"a"}]}', 'endpoints[0].endpoint'],
  ];
  for (const [what, text, words] of refused) {
    it(`is refused when it holds ${what}`, async () => {
      writeFileSync(file, text);
      const error = await failureOf(readBaseline(file));
      expect(error).to.have.property('code', 'BASELINE_UNREADABLE');
      expect(error.message).to.include(words).and.include(file).and.include('--update-baseline');
    });
  }

  it('that cannot be written is named', async () => {
    const error = await failureOf(writeBaseline('/dev/null/baseline.json', []));
    expect(error).to.have.property('code', 'OUTPUT_UNWRITABLE');
  });
});
