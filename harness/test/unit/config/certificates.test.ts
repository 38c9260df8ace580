import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { failureOf, resolve } from './minimal-config.js';

const ca = fileURLToPath(new URL('../../fixtures/tls/ca.pem', import.meta.url));
const config = (target: object) => ({
  targets: [{ name: 'app', command: 'node server.js', ...target }],
  endpoints: ['GET /'],
});
const certificatesOf = (target: object) => resolve(config(target)).targets[0]?.certificates;

describe('certificates of a target', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'leakline-ca-'));
  after(() => rmSync(folder, { recursive: true }));

  it('are those that Node.js knows, unless the configuration says otherwise', () => {
    expect(certificatesOf({})).to.deep.equal({ ca: null, insecure: false });
    expect(certificatesOf({ insecure: true })).to.deep.equal({ ca: null, insecure: true });
    expect(certificatesOf({ ca })).to.deep.equal({ ca: readFileSync(ca, 'utf8'), insecure: false });
  });

  it('are not both named and left to anyone', () => {
    expect(failureOf(config({ ca, insecure: true }))).to.include('give either "ca" (whom to trust) or "insecure"');
  });

  const damaged = path.join(folder, 'damaged.pem');
  writeFileSync(damaged, '-----BEGIN CERTIFICATE-----\nnot base64\n-----END CERTIFICATE-----\n');
  const key = path.join(folder, 'key.pem');
  writeFileSync(key, 'no certificate at all\n');
  for (const [file, words] of [
    ['/gone/ca.pem', 'ENOENT'],
    [key, 'it holds nothing from "-----BEGIN CERTIFICATE-----"'],
    [damaged, 'cannot be used: '],
  ] as const) {
    it(`are refused, and the file is named: ${path.basename(file)}`, () => {
      expect(failureOf(config({ ca: file })))
        .to.include('CONFIG_INVALID')
        .and.include(file)
        .and.include(words);
    });
  }
});
