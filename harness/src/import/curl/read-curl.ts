import { hideSecrets } from '../hide-secrets.js';
import { curlInvalid } from '../import-messages.js';
import { type DocumentRequests, type ImportedRequest, isMultipart, type LeftOut } from '../imported.js';
import { readSourceFile } from '../read-source.js';
import type { VariableList } from '../variable-list.js';
import { readOptions } from './curl-options.js';
import { curlRequests } from './curl-request.js';
import { hasOpenQuote, splitCommands } from './split-commands.js';

interface CurlOptions {
  readonly cwd: string;
  readonly variables: VariableList;
}

/** The text that was pasted, or the content of the file behind `@`. */
async function textOf(given: string, cwd: string): Promise<string> {
  const text = given.startsWith('@') ? (await readSourceFile(given.slice(1), cwd)).text : given;
  if (/\^"/.test(text)) throw curlInvalid(text, 'it is quoted for cmd.exe; copy it as cURL (bash)');
  if (hasOpenQuote(text)) throw curlInvalid(text, 'a quotation mark is never closed');
  return text;
}

function split(text: string, variables: VariableList): ReturnType<typeof splitCommands> {
  try {
    return splitCommands(text, variables);
  } catch {
    throw curlInvalid(text, 'it has `${` that a shell does not take either');
  }
}

const unseparable = 'its body holds a secret that cannot be told from the rest';

/**
 * The requests of pasted curl commands.
 *
 * @throws HarnessError `USAGE` or `DOCUMENT_UNREADABLE`
 */
export async function readCurl(given: string, { cwd, variables }: CurlOptions): Promise<DocumentRequests> {
  const text = await textOf(given, cwd);
  const commands = split(text, variables);
  if (commands.length === 0) throw curlInvalid(text, 'there is no curl command in it');
  const read = async (file: string): Promise<string> => (await readSourceFile(file, cwd)).text;
  const requests: ImportedRequest[] = [];
  const leftOut: LeftOut[] = [];
  const notes = new Set<string>();
  let origin: string | null = null;
  for (const words of commands) {
    const { tokens, unknown } = readOptions(words);
    for (const option of unknown) notes.add(`curl's ${option} is not known here and has no effect`);
    for (const { recorded, origin: own } of await curlRequests(tokens, read, text)) {
      origin ??= own;
      const name = `${recorded.method} ${recorded.path.split('?')[0]}`;
      const isUpload = tokens.some((token) => /^(form|upload)/.test(token.name ?? ''));
      const request = isUpload ? null : hideSecrets(recorded, variables);
      if (request === null) leftOut.push({ request: name, reason: isUpload ? isMultipart : unseparable });
      else requests.push(request);
    }
    if (tokens.some((token) => token.name === 'insecure'))
      notes.add('whether certificates are checked is a setting of the target');
  }
  return { requests, leftOut, notes: [...notes], origin };
}
