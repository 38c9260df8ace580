import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { codeBlocks, listFiles, readText, repositoryRoot } from './markdown.js';

/** Types of test runners that examples are for and nobody here runs. */
const ambient = "declare module 'vitest';\n";

const compilerOptions = {
  noEmit: true,
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  allowJs: true,
  skipLibCheck: true,
  target: 'es2023',
  module: 'nodenext',
  types: ['node', 'mocha'],
};

describe('examples in the documents', () => {
  let folder: string;

  before(() => {
    // Inside of the repository, where `leakline` is found as a user would find it.
    const parent = path.join(repositoryRoot, '.tsbuild');
    mkdirSync(parent, { recursive: true });
    folder = mkdtempSync(path.join(parent, 'docs-examples-'));
    writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
    writeFileSync(path.join(folder, 'ambient.d.ts'), ambient);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** What the compiler says of these files. They are named, because it looks into no folder that begins with a dot. */
  const check = (files: readonly string[]): string => {
    const config = { compilerOptions, files: [...files, 'ambient.d.ts'] };
    writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(config));
    const tsc = path.join(repositoryRoot, 'node_modules/.bin/tsc');
    const { stdout, stderr } = spawnSync(tsc, ['-p', folder, '--pretty', 'false'], { cwd: folder, encoding: 'utf8' });
    return stdout + stderr;
  };

  it('are valid TypeScript and JavaScript against the types that users get', () => {
    const blocks = listFiles(/\.md$/).flatMap((page) =>
      ['ts', 'js'].flatMap((language) =>
        codeBlocks(readText(page), [language]).map((code, index) => ({
          file: `${page.replaceAll('/', '-')}-${index}.${language}`,
          code,
        })),
      ),
    );
    for (const { file, code } of blocks) writeFileSync(path.join(folder, file), code);
    expect(blocks.length).to.be.greaterThan(8);
    expect(check(blocks.map(({ file }) => file))).to.equal('');
  });

  it('would be refused with a setting of the wrong type', () => {
    const wrong =
      "import { defineConfig } from 'leakline';\nexport default defineConfig({ targets: [], connections: 'many' });\n";
    writeFileSync(path.join(folder, 'wrong.ts'), wrong);
    expect(check(['wrong.ts'])).to.include('wrong.ts(2,44): error TS2322');
  });
});
