import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of the repository. */
export const repositoryRoot = fileURLToPath(new URL('../../../../', import.meta.url));

const skippedFolders: readonly string[] = [
  'node_modules',
  'dist',
  '.git',
  '.tsbuild',
  '.clinic',
  'coverage',
  'reports',
];

/** Projects of their own, as others would write them. */
const foreignFolders: readonly string[] = ['first-hour/services', 'blame/sets', 'blame/installed'].map((folder) =>
  path.join('bench', folder),
);

const isSkipped = (name: string, folder: string): boolean =>
  skippedFolders.includes(name) || foreignFolders.includes(folder);

/** Files of the repository below a folder, relative to the root; nothing built, installed or written by runs. */
export function listFiles(extension: RegExp, folder = ''): readonly string[] {
  return readdirSync(path.join(repositoryRoot, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return isSkipped(entry.name, file) ? [] : listFiles(extension, file);
    return extension.test(entry.name) ? [file] : [];
  });
}

export const readText = (file: string): string => readFileSync(path.join(repositoryRoot, file), 'utf8');

/** Contents of the fenced blocks in one of these languages. */
export function codeBlocks(markdown: string, languages: readonly string[]): readonly string[] {
  const blocks = markdown.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm);
  return [...blocks].flatMap(([, language = '', code = '']) => (languages.includes(language) ? [code] : []));
}

const withoutCode = (markdown: string): string => markdown.replace(/^```[\s\S]*?^```$/gm, '').replace(/`[^`\n]*`/g, '');

/** Targets of links and images. */
export const linkTargets = (markdown: string): readonly string[] =>
  [...withoutCode(markdown).matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, target]) => target ?? []);

/** Targets of links and images, but those to other sites. */
export const relativeLinks = (markdown: string): readonly string[] =>
  linkTargets(markdown).filter((target) => !/^[a-z]+:/i.test(target));

export interface MarkdownImage {
  /** What is read where the image is not seen. */
  readonly text: string;
  readonly target: string;
}

/** Images, but those of other sites. */
export function images(markdown: string): readonly MarkdownImage[] {
  const found = withoutCode(markdown).matchAll(/!\[([^\]]*)\]\(([^)\s]+)\)/g);
  return [...found]
    .map(([, text = '', target = '']) => ({ text, target }))
    .filter(({ target }) => !/^[a-z]+:/i.test(target));
}

/** Texts of the headings, fenced code left out. */
export function headings(markdown: string): readonly string[] {
  const text = markdown.replace(/^```[\s\S]*?^```$/gm, '');
  return [...text.matchAll(/^#+ (.+)$/gm)].flatMap(([, heading]) => heading ?? []);
}

/** How GitHub names the anchor of a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');

/** Anchors of a page; headings of the same text get a number, as on GitHub. */
export function anchors(markdown: string): ReadonlySet<string> {
  const seen = new Map<string, number>();
  return new Set(
    headings(markdown).map((heading) => {
      const anchor = anchorOf(heading);
      const count = seen.get(anchor) ?? 0;
      seen.set(anchor, count + 1);
      return count === 0 ? anchor : `${anchor}-${count}`;
    }),
  );
}
