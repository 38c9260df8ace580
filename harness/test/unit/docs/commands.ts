import { codeBlocks } from './markdown.js';

/** A command as a page shows it, word by word, without quotes and comments. */
export type ShownCommand = readonly string[];

const wordPattern = /"((?:[^"\\]|\\.)*)"|'([^']*)'|(&&|\|\||[;|>])|([^\s"'&|;>]+)/g;

/** Splits as a shell does, as far as our examples go: quotes, `&&`, pipes and redirections; no variables. */
function splitWords(line: string): readonly (string | { readonly operator: string })[] {
  return [...line.matchAll(wordPattern)].map(([, double, single, operator, plain]) =>
    operator === undefined ? (double ?? single ?? plain ?? '') : { operator },
  );
}

function commandsIn(line: string): readonly ShownCommand[] {
  const commands: string[][] = [[]];
  let isFile = false;
  for (const word of splitWords(line)) {
    if (typeof word !== 'string') {
      isFile = word.operator === '>';
      if (!isFile) commands.push([]);
    } else if (!isFile) commands.at(-1)?.push(word);
  }
  return commands.filter((command) => command.length > 0);
}

const withoutComment = (line: string): string => line.replace(/(^|\s)#\s.*$/, '');

/** What stands before a command: a prompt, or the keys of a step in CI. */
const withoutPrompt = (line: string): string => line.trim().replace(/^(?:\$ |- run: |- )/, '');

/** Every command in the shell and YAML blocks of a page. */
export function shownCommands(markdown: string): readonly ShownCommand[] {
  return codeBlocks(markdown, ['sh', 'yaml'])
    .flatMap((block) => block.replaceAll('\\\n', ' ').split('\n'))
    .flatMap((line) => commandsIn(withoutPrompt(withoutComment(line))));
}
