/**
 * `prepack` and `postpack` of harness/: puts README, licence, changelog and docs beside what is published, and removes them.
 *
 * Links between them stay as they are. Those to other files lead to the `repository` that harness/package.json names; as
 * long as it names none, they and pictures become their texts, so that no link is dead.
 */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.dirname(import.meta.dirname);
const harness = path.join(root, 'harness');
const docs = readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' });
const pages = ['README.md', 'CHANGELOG.md', ...docs.map((file) => path.join('docs', file))].filter((file) =>
  file.endsWith('.md'),
);

/** `https://github.com/owner/name`, of any of the forms that npm allows on GitHub; null where there is none. */
function repositoryUrl() {
  const { repository } = JSON.parse(readFileSync(path.join(harness, 'package.json'), 'utf8'));
  const name = /(?:github\.com[/:]|^github:)([^/]+\/[^/]+?)(?:\.git)?$/.exec(repository?.url ?? repository ?? '')?.[1];
  return name === undefined ? null : `https://github.com/${name}`;
}

const repository = repositoryUrl();

/** @param {string} page @param {boolean} isImage @param {string} text @param {string} target */
function link(page, isImage, text, target) {
  const whole = `${isImage ? '!' : ''}[${text}]`;
  if (/^([a-z]+:|#)/i.test(target)) return `${whole}(${target})`;
  const [file = '', anchor] = target.split('#');
  const place = path.join(path.dirname(page), file);
  if (pages.includes(place) || place === 'LICENSE') return `${whole}(${target})`;
  if (repository === null) return isImage ? `*${text}*` : text;
  const kind = isImage ? 'raw' : 'blob';
  return `${whole}(${repository}/${kind}/HEAD/${place}${anchor === undefined ? '' : `#${anchor}`})`;
}

/** Code is left as it is. */
const parts = /(```[\s\S]*?^```|`[^`\n]*`)|(!?)\[((?:[^[\]]|\[[^\]]*\])*)\]\(([^)\s]+)\)/gm;

/** @param {string} page */
function forPackage(page) {
  const text = readFileSync(path.join(root, page), 'utf8');
  return text.replace(parts, (whole, code, mark, label, target) =>
    code === undefined ? link(page, mark === '!', label, target) : whole,
  );
}

const added = ['README.md', 'CHANGELOG.md', 'LICENSE', 'docs'];

for (const name of added) rmSync(path.join(harness, name), { recursive: true, force: true });
if (process.argv[2] === 'add') {
  for (const page of pages) {
    mkdirSync(path.dirname(path.join(harness, page)), { recursive: true });
    writeFileSync(path.join(harness, page), forPackage(page));
  }
  cpSync(path.join(root, 'LICENSE'), path.join(harness, 'LICENSE'));
}
