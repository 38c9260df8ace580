import { parse } from 'shell-quote';
import type { VariableList } from '../variable-list.js';

const isCurl = (word: string): boolean => /(^|[\\/])curl(\.exe)?$/.test(word);

/**
 * The words of a command. An unknown variable of the shell stays a variable, whose value comes from the environment
 * later.
 */
function wordsOf(text: string, variables: VariableList): readonly (string | null)[] {
  const refer = (name: string): string =>
    /^[A-Za-z_]\w*$/.test(name) ? variables.refer(name, `$${name} of the curl command`, null) : `$${name}`;
  return parse(text, refer).map((word) => {
    if (typeof word === 'string') return word;
    // An address with a question mark is a pattern for a shell.
    if ('pattern' in word) return word.pattern;
    return null;
  });
}

const quotedOr = (other: string): RegExp =>
  new RegExp(`(\\$'(?:\\\\.|[^'\\\\])*'|'[^']*'|"(?:\\\\.|[^"\\\\])*"|\\\\.)|${other}`, 'gs');

/** Puts a text on one line and removes comments. A backslash at the end of a line continues it. */
const toOneLine = (text: string): string =>
  text.replace(/\\\r?\n/g, '').replace(quotedOr('(?<=^|\\s)#[^\\n]*'), (_all, quoted?: string) => quoted ?? '');

/**
 * The commands of a pasted text or a script, each as its words without `curl`. What follows a pipe or another operator
 * belongs to no command.
 */
export function splitCommands(text: string, variables: VariableList): readonly (readonly string[])[] {
  const commands: string[][] = [];
  let current: string[] | null = null;
  for (const word of wordsOf(toOneLine(text), variables)) {
    if (word === null) current = null;
    else if (isCurl(word)) {
      current = [];
      commands.push(current);
    } else current?.push(word);
  }
  return commands;
}

/** Whether a quotation mark is never closed. */
export const hasOpenQuote = (text: string): boolean => /['"]/.test(toOneLine(text).replace(quotedOr('$^'), ''));
