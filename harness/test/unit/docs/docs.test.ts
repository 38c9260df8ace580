import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { loadConfig } from '../../../src/config/load-config.js';
import { resolveConfig } from '../../../src/config/resolve-config.js';
import * as library from '../../../src/index.js';
import * as chaiIntegration from '../../../src/integrations/chai.js';
import { fixedMetrics, metricCatalogue } from '../../../src/model/metrics/catalogue.js';
import { errorCodes } from '../../../src/platform/harness-error.js';
import {
  anchors,
  codeBlocks,
  headings,
  images,
  listFiles,
  readText,
  relativeLinks,
  repositoryRoot,
} from './markdown.js';

const pages = listFiles(/\.md$/);
const sources = listFiles(/\.c?ts$/, 'harness/src')
  .map(readText)
  .join('\n');

/** Codes of warnings as they stand in the sources: in an object, or as the first argument of `onWarning`. */
function warningCodes(): readonly string[] {
  const found = sources.matchAll(/(?:code: |onWarning\()'([A-Z]+(?:_[A-Z]+)*)'/g);
  return [...new Set([...found].flatMap(([, code]) => code ?? []))];
}

/** What is wrong with a link, or null. */
function problemOf(page: string, link: string): string | null {
  const [file = '', anchor] = link.split('#');
  const target = file === '' ? page : path.join(path.dirname(page), decodeURIComponent(file));
  if (!existsSync(path.join(repositoryRoot, target))) return `${page}: ${link} leads nowhere`;
  if (anchor === undefined || !target.endsWith('.md')) return null;
  return anchors(readText(target)).has(anchor) ? null : `${page}: ${link} names no heading`;
}

describe('docs', () => {
  it('links to files and headings that exist', () => {
    const problems = pages.flatMap((page) => relativeLinks(readText(page)).map((link) => problemOf(page, link)));
    expect(problems.filter((problem) => problem !== null)).to.deep.equal([]);
  });

  it('names only npm scripts that exist', () => {
    const { scripts } = JSON.parse(readText('package.json')) as { scripts: Readonly<Record<string, string>> };
    const named = pages.flatMap((page) =>
      [...readText(page).matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(([, script = '']) => ({ page, script })),
    );
    expect(named.filter(({ script }) => scripts[script] === undefined)).to.deep.equal([]);
    expect(scripts).to.have.property('test');
  });

  it('imports from leakline only what it exports', () => {
    const examples = pages.flatMap((page) => codeBlocks(readText(page), ['ts', 'js']));
    const imports = examples.flatMap((code) => [...code.matchAll(/^import \{ (.+) \} from '(leakline(?:\/chai)?)'/gm)]);
    const exports = { leakline: library, 'leakline/chai': chaiIntegration };
    expect(imports).to.not.be.empty;
    for (const [, names = '', from = ''] of imports) {
      expect(exports[from as keyof typeof exports]).to.include.keys(names.split(', '));
    }
  });

  it('gives each dependency a reason in DESIGN.md', () => {
    const design = readText('harness/DESIGN.md');
    const named = listFiles(/^package\.json$/)
      .map((file) => JSON.parse(readText(file)) as Readonly<Record<string, Readonly<Record<string, string>>>>)
      .flatMap((manifest) => ['dependencies', 'devDependencies', 'optionalDependencies'].map((kind) => manifest[kind]))
      .flatMap((dependencies) => Object.keys(dependencies ?? {}));
    expect([...new Set(named)].filter((name) => !design.includes(`\`${name}\``))).to.deep.equal([]);
  });
});

describe('images in the docs', () => {
  const linked = pages.flatMap((page) =>
    images(readText(page)).map(({ text, target }) => ({ page, text, file: path.join(path.dirname(page), target) })),
  );
  const drawings = listFiles(/\.svg$/, 'docs');

  it('exist and are described', () => {
    expect(linked).to.not.be.empty;
    expect(linked.filter(({ file }) => !existsSync(path.join(repositoryRoot, file)))).to.deep.equal([]);
    expect(linked.filter(({ text }) => text.trim() === '')).to.deep.equal([]);
  });

  it('are all shown somewhere', () => {
    const shown = new Set(linked.map(({ file }) => file));
    expect(listFiles(/\.(svg|png)$/, 'docs').filter((file) => !shown.has(file))).to.deep.equal([]);
  });

  for (const drawing of drawings) {
    it(`runs and loads nothing: ${drawing}`, () => {
      const svg = readText(drawing);
      expect(svg).to.not.match(/<script|<foreignObject|\son\w+\s*=|javascript:/i);
      expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', '')).to.not.match(/href|url\(|@import|\w:\/\//i);
    });

    it(`can be read in light and dark, and aloud: ${drawing}`, () => {
      const svg = readText(drawing);
      expect(svg).to.include('@media(prefers-color-scheme:dark)');
      expect(svg).to.match(/<title>[^<]+<\/title>\n<desc>[^<]+<\/desc>/);
      expect(svg.length).to.be.below(30_000);
    });
  }
});

describe('docs/errors.md', () => {
  const explained = headings(readText('docs/errors.md'));

  it('explains every error', () => {
    expect(Object.keys(errorCodes).filter((code) => !explained.includes(code))).to.deep.equal([]);
  });

  it('explains every warning', () => {
    expect(warningCodes().filter((code) => !explained.includes(code))).to.deep.equal([]);
  });

  it('explains nothing that does not exist', () => {
    const known = [...Object.keys(errorCodes), ...warningCodes()];
    const codes = explained.filter((heading) => /^[A-Z_]+$/.test(heading));
    expect(codes.filter((code) => !known.includes(code))).to.deep.equal([]);
  });
});

describe('examples of configuration', () => {
  const page = ['docs/own-service.md', 'docs/budgets-and-invariants.md', 'docs/probes.md'].map(readText).join('\n');
  const folder = mkdtempSync(path.join(tmpdir(), 'leakline-docs-'));
  after(() => rmSync(folder, { recursive: true }));

  const examples = [
    ...codeBlocks(page, ['ts']).map((code) => ({ code, file: 'leakline.config.ts' })),
    ...codeBlocks(page, ['json']).map((code) => ({ code, file: 'leakline.config.json' })),
  ];

  for (const [index, { code, file }] of examples.entries()) {
    it(`has a configuration that resolves, number ${index + 1}`, async () => {
      const configFile = path.join(folder, `${index}-${file}`);
      writeFileSync(configFile, code);
      const { config } = await loadConfig(configFile, folder);
      const resolved = resolveConfig(config, {}, { configFile, cwd: folder, environment: {} });
      expect(resolved.targets).to.not.be.empty;
    });
  }

  it('lists every metric that can accuse', () => {
    const accusing = fixedMetrics.filter((id) => metricCatalogue[id].role !== 'remarks');
    expect(accusing.filter((id) => !page.includes(`\`${id}\``))).to.deep.equal([]);
  });
});
