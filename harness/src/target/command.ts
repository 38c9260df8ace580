import path from 'node:path';

/** How to run a target's command line. */
export interface Launch {
  readonly file: string;
  readonly args: readonly string[];
  /** Whether the root only starts the real program (a shell, npm). A signal to the root alone might not reach that. */
  readonly isWrapper: boolean;
}

const shellSyntax = /[|&;<>()$`\\*?[\]{}#~\n]/;
const assignment = /^[A-Za-z_]\w*=/;
const word = /"([^"]*)"|'([^']*)'|[^\s"']+/y;
const packageManagers: ReadonlySet<string> = new Set(['npm', 'npx', 'yarn', 'pnpm', 'pnpx', 'corepack']);

/** Splits a plain command line into words; null where only a shell can tell what it means. */
function splitWords(command: string): readonly string[] | null {
  if (shellSyntax.test(command) || assignment.test(command)) return null;
  const words: string[] = [];
  let position = 0;
  while (position < command.length) {
    word.lastIndex = position;
    const match = word.exec(command);
    const next = match === null ? undefined : command[word.lastIndex];
    // The word has several quoted parts, or a quote that never ends.
    if (match === null || (next !== undefined && next !== ' ')) return null;
    words.push(match[1] ?? match[2] ?? match[0]);
    position = word.lastIndex;
    while (command[position] === ' ') position += 1;
  }
  return words;
}

/** Plain commands run directly, so that the root of the tree is the program itself. All others run by `/bin/sh`. */
export function parseCommand(command: string): Launch {
  const [file, ...args] = splitWords(command.trim()) ?? [];
  if (file === undefined) return { file: '/bin/sh', args: ['-c', command], isWrapper: true };
  return { file, args, isWrapper: packageManagers.has(path.basename(file)) };
}
