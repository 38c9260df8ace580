import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { ignoreReports } from '../../../../src/discovery/configuration/ignore-reports.js';

describe('ignoreReports', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'ignore-'));
    file = path.join(folder, '.gitignore');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const texts: readonly (readonly [before: string, after: string])[] = [
    ['node_modules/\n', 'node_modules/\nreports/\n'],
    ['node_modules', 'node_modules\nreports/\n'],
    ['a\r\nb\r\n', 'a\r\nb\r\nreports/\r\n'],
    ['', 'reports/\n'],
  ];
  for (const [before, after] of texts) {
    it(`adds a line to ${JSON.stringify(before)}, once`, () => {
      writeFileSync(file, before);
      expect(ignoreReports(folder)).to.equal(true);
      expect(readFileSync(file, 'utf8')).to.equal(after);
      expect(ignoreReports(folder)).to.equal(false);
      expect(readFileSync(file, 'utf8')).to.equal(after);
    });
  }

  for (const known of ['reports', '/reports/', '**/reports', 'reports/*', 'reports/**']) {
    it(`leaves ${known} as it is`, () => {
      writeFileSync(file, `a\n${known}\r\nb\n`);
      expect(ignoreReports(folder)).to.equal(false);
    });
  }

  it('makes a file in a repository, also below its root, and nowhere else', () => {
    expect(ignoreReports(folder)).to.equal(false);
    expect(existsSync(file)).to.equal(false);
    mkdirSync(path.join(folder, '.git'));
    const inner = path.join(folder, 'packages/a');
    mkdirSync(inner, { recursive: true });
    expect(ignoreReports(inner)).to.equal(true);
    expect(readFileSync(path.join(inner, '.gitignore'), 'utf8')).to.equal('reports/\n');
  });

  it('adds nothing below a repository that leaves reports out', () => {
    mkdirSync(path.join(folder, '.git'));
    const inner = path.join(folder, 'packages/a');
    mkdirSync(inner, { recursive: true });
    writeFileSync(file, 'reports/\n');
    expect(ignoreReports(inner)).to.equal(false);
    writeFileSync(file, '/reports/\n');
    expect(ignoreReports(inner)).to.equal(true);
  });
});
