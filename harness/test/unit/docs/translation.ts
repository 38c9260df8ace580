import path from 'node:path';
import { figuresIn, type Notation } from './figures.js';
import { linkTargets } from './markdown.js';
import {
  blockCount,
  codeSpans,
  listItemCount,
  type Section,
  sections,
  tableRows,
  withoutCodeSpans,
  withoutTables,
} from './sections.js';

/**
 * Where a Russian page has drifted from the English one: in headings, blocks, list items, code, tables, figures and links,
 * section by section. Words are free, and so is their order.
 */
export function driftOf(english: string, russian: string): readonly string[] {
  const [originals, translations] = [sections(english), sections(russian)];
  const outline = outlineDrift(originals, translations);
  if (outline.length > 0) return outline;
  return originals.flatMap((original, index) => {
    const translation = translations[index];
    if (translation === undefined) return [];
    const where = `"${translation.heading}" (English: "${original.heading}")`;
    return sectionDrift(original, translation).map((problem) => `${where}: ${problem}`);
  });
}

/** Headings must pair before what is below them can be compared. */
function outlineDrift(originals: readonly Section[], translations: readonly Section[]): readonly string[] {
  const longer = originals.length > translations.length ? originals : translations;
  const index = longer.findIndex((_, at) => originals[at]?.level !== translations[at]?.level);
  if (index === -1) return [];
  const [expected, actual] = [originals, translations].map((list) => quoted(list[index]));
  return [`heading ${index + 1} of ${translations.length} is ${actual}, the English page has ${expected}`];
}

const quoted = (section: Section | undefined): string =>
  section === undefined ? 'none' : `"${'#'.repeat(section.level)} ${section.heading}"`;

function sectionDrift(original: Section, translation: Section): readonly string[] {
  const [expected, actual] = [original.text, translation.text];
  return [
    ...countDrift('paragraphs, lists and tables', blockCount(expected), blockCount(actual)),
    ...countDrift('list items', listItemCount(expected), listItemCount(actual)),
    ...textDrift('text', withoutTables(expected), withoutTables(actual)),
    ...tableDrift(tableRows(expected), tableRows(actual)),
    ...codeDrift(original.codeBlocks, translation.codeBlocks),
  ];
}

const countDrift = (what: string, expected: number, actual: number): readonly string[] =>
  expected === actual ? [] : [`${actual} ${what}, the English page has ${expected}`];

/** Code spans, figures and links, each of one text in the other; how often and in which order is free. */
function textDrift(where: string, english: string, russian: string): readonly string[] {
  return [
    ...setDrift(`${where}: code`, codeSpans(english), codeSpans(russian)),
    ...setDrift(`${where}: figure`, figuresOf(english, 'english'), figuresOf(russian, 'russian')),
    ...setDrift(`${where}: link to`, linkedFiles(english), linkedFiles(russian)),
  ];
}

/** Names of linked files without folder and heading, which differ between languages; addresses of other sites as they are. */
const linkedFiles = (text: string): readonly string[] =>
  linkTargets(text).map((link) => (/^[a-z]+:/i.test(link) ? link : path.basename(link.replace(/#.*/, ''))));

const figuresOf = (text: string, notation: Notation): readonly string[] => figuresIn(withoutCodeSpans(text), notation);

function setDrift(what: string, expected: readonly string[], actual: readonly string[]): readonly string[] {
  const missing = [...new Set(expected)].filter((item) => !actual.includes(item));
  const added = [...new Set(actual)].filter((item) => !expected.includes(item));
  return [
    ...missing.map((item) => `${what} ${item} of the English page is missing`),
    ...added.map((item) => `${what} ${item} is not in the English page`),
  ];
}

function tableDrift(
  english: readonly (readonly string[])[],
  russian: readonly (readonly string[])[],
): readonly string[] {
  if (english.length !== russian.length) return countDrift('table rows', english.length, russian.length);
  return english.flatMap((cells, row) => {
    const translated = russian[row] ?? [];
    if (cells.length !== translated.length)
      return countDrift(`cells in table row ${row + 1}`, cells.length, translated.length);
    return cells.flatMap((cell, column) =>
      textDrift(`table row ${row + 1}, column ${column + 1}`, cell, translated[column] ?? ''),
    );
  });
}

function codeDrift(english: readonly string[], russian: readonly string[]): readonly string[] {
  if (english.length !== russian.length) return countDrift('code blocks', english.length, russian.length);
  return english.flatMap((block, index) => {
    const [expected, actual] = [comparableCode(block, 'english'), comparableCode(russian[index] ?? '', 'russian')];
    const line = expected.findIndex((text, at) => text !== actual[at]);
    if (line === -1 && expected.length === actual.length) return [];
    const at = line === -1 ? expected.length : line;
    const [wanted = 'its end', seen = 'its end'] = [expected[at], actual[at]];
    return [`code block ${index + 1}, line ${at}: ${seen.trim()}, the English page has ${wanted.trim()}`];
  });
}

/** Lines of a block from its fence on. Comments of shell commands are translated: only their figures count. */
function comparableCode(block: string, notation: Notation): readonly string[] {
  const lines = block.split('\n');
  if (lines[0] !== '```sh') return lines;
  return lines.map((line) => {
    const [command = '', comment = ''] = line.split(/(?:^|\s+)# /);
    return [command, ...figuresIn(comment, notation)].join(' # ');
  });
}
