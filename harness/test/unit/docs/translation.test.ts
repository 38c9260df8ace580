import path from 'node:path';
import { expect } from 'chai';
import { listFiles, readText, relativeLinks } from './markdown.js';
import { driftOf } from './translation.js';

const folder = 'docs/ru';
const translations = listFiles(/\.md$/, folder);

/** The English page of a Russian one. */
const originalOf = (translation: string): string => {
  const page = path.relative(folder, translation);
  return page === 'README.md' ? page : path.join('docs', page);
};

/** Pages that a page links to, a translated one by its English name; links to its own translation or original left out. */
function linkedPages(page: string, own: string): readonly string[] {
  const targets = relativeLinks(readText(page))
    .map((link) => link.replace(/#.*/, ''))
    .filter((link) => link !== '')
    .map((link) => path.join(path.dirname(page), link));
  const names = targets.map((target) => (translations.includes(target) ? originalOf(target) : target));
  return [...new Set(names)].filter((name) => name !== own).sort();
}

describe('docs/ru', () => {
  it('has the pages that readers of the lessons need', () => {
    expect(translations).to.include.members([
      'docs/ru/README.md',
      'docs/ru/pools.md',
      'docs/ru/tuning.md',
      'docs/ru/write-contention.md',
    ]);
  });

  for (const translation of translations) {
    const original = originalOf(translation);

    it(`says in ${translation} what ${original} says`, () => {
      const drift = driftOf(readText(original), readText(translation));
      const advice = `Change ${translation} together with ${original} (CONTRIBUTING.md):`;
      expect(drift, [advice, ...drift, ''].join('\n  ')).to.be.empty;
    });

    it(`links in ${translation} to what ${original} links to, in Russian where there is a translation`, () => {
      expect(linkedPages(translation, original)).to.deep.equal(linkedPages(original, original));
      const english = relativeLinks(readText(translation)).map((link) => path.join(folder, link.replace(/#.*/, '')));
      const translated = english.filter((target) => translations.some((page) => originalOf(page) === target));
      expect(translated).to.deep.equal([original]);
    });

    it(`leads from the top of ${original} to ${translation} and back`, () => {
      const top = (page: string): string => readText(page).split('\n').slice(0, 4).join('\n');
      expect(relativeLinks(top(original))).to.include(path.relative(path.dirname(original), translation));
      expect(relativeLinks(top(translation))).to.include(path.relative(folder, original));
    });
  }
});

describe('driftOf', () => {
  const english = [
    '# Pools',
    'A pool of `max` 1,000 waits 0.5 s: [claims](claims.md#pools).',
    '```sh\nnpm run lab:pool   # about 60 s\n```',
    '## Settings',
    '- one\n- two',
    '| `max` | p95 |\n| --- | --: |\n| 10 | 1.5 ms |',
    '```text\n1 leak\n```',
  ].join('\n\n');
  const russian = [
    '# Пулы',
    'Пул с `max` 1\u00a0000 ждёт 0,5 с: [claims](../claims.md#pools).',
    '```sh\nnpm run lab:pool   # около 60 с\n```',
    '## Настройки',
    '- один\n- два',
    '| `max` | p95 |\n| --- | --: |\n| 10 | 1,5 мс |',
    '```text\n1 leak\n```',
  ].join('\n\n');

  it('finds none in a faithful translation', () => {
    expect(driftOf(english, russian)).to.deep.equal([]);
  });

  const drifts = [
    { change: ['## Настройки', '### Настройки'], says: ['heading 2 of 2 is "### Настройки"', 'has "## Settings"'] },
    { change: ['## Настройки\n\n', ''], says: ['heading 2 of 1 is none', 'has "## Settings"'] },
    { change: ['- один\n- два', '- один'], says: ['"Настройки" (English: "Settings"): 1 list items', 'has 2'] },
    { change: ['- один\n- два', '- один\n\n- два'], says: ['4 paragraphs', 'has 3'] },
    {
      change: ['1\u00a0000', '2\u00a0000'],
      says: ['figure 1000 of the English page is missing', 'figure 2000 is not'],
    },
    { change: ['0,5', '0,6'], says: ['figure 0.5 of the English page is missing', 'figure 0.6 is not'] },
    { change: ['Пул с `max`', 'Пул с `min`'], says: ['code max of the English page is missing', 'code min is not'] },
    {
      change: ['../claims.md', '../ci.md'],
      says: ['text: link to claims.md of the English page is missing', 'ci.md is not'],
    },
    { change: ['1,5 мс', '2,5 мс'], says: ['table row 3, column 2: figure 1.5', 'table row 3, column 2: figure 2.5'] },
    { change: ['\n| 10 | 1,5 мс |', ''], says: ['2 table rows, the English page has 3'] },
    { change: ['| 10 | 1,5 мс |', '| 10 |'], says: ['1 cells in table row 3, the English page has 2'] },
    { change: ['lab:pool', 'lab:pools'], says: ['code block 1, line 1: npm run lab:pools', 'has npm run lab:pool #'] },
    {
      change: ['около 60', 'около 70'],
      says: ['code block 1, line 1: npm run lab:pool # 70', 'has npm run lab:pool # 60'],
    },
    { change: ['1 leak', '2 leaks'], says: ['code block 1, line 1: 2 leaks, the English page has 1 leak'] },
    { change: ['1 leak\n', '1 leak\nmore\n'], says: ['code block 1, line 2: more, the English page has ```'] },
    { change: ['```text\n1 leak\n```', ''], says: ['0 code blocks, the English page has 1'] },
  ] as const;

  for (const { change, says } of drifts) {
    it(`tells ${JSON.stringify(change[0])} changed to ${JSON.stringify(change[1])}`, () => {
      const drifted = russian.replace(change[0], change[1]);
      expect(drifted).to.not.equal(russian);
      const told = driftOf(english, drifted).join('\n');
      for (const words of says) expect(told).to.include(words);
    });
  }
});
