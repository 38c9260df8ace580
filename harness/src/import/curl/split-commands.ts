import { parse } from 'shell-quote';
import type { VariableList } from '../variable-list.js';

const isCurl = (word: string): boolean => /(^|[\\/])curl(\.exe)?$/.test(word);

/** An unknown variable of the shell stays one: its value comes from the environment when it is needed. */
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

/** One line, without comments: a line goes on behind a backslash. */
const toOneLine = (text: string): string =>
  text.replace(/\\\r?\n/g, '').replace(quotedOr('(?<=^|\\s)#[^\\n]*'), (_all, quoted?: string) => quoted ?? '');

/**
 * The commands of a pasted text or a script, each as its words without `curl`. What a pipe or another operator brings
 * belongs to none.
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

/** A quotation mark that nothing closes, outside of the other kind. */
export const hasOpenQuote = (text: string): boolean => /['"]/.test(toOneLine(text).replace(quotedOr('$^'), ''));
