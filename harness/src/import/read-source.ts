import { stat } from 'node:fs/promises';
import path from 'node:path';
import { readTextFile } from '../platform/files/read-text-file.js';
import { fetchText } from './fetch-text.js';
import { documentUnreadable, pathNeedsService } from './import-messages.js';

/** Asks the service for a path. Resolves to the URL that was asked and to the answer. */
export type AskService = (path: string) => Promise<{ readonly url: string; readonly text: string }>;

export interface SourceText {
  readonly text: string;
  /** An absolute path. Null when a service gave the text. */
  readonly file: string | null;
}

/**
 * Reads the text of a file.
 *
 * @throws HarnessError `DOCUMENT_UNREADABLE`
 */
export async function readSourceFile(place: string, cwd: string): Promise<SourceText> {
  const file = path.resolve(cwd, place);
  const text = await readTextFile(file).catch((cause: unknown) => {
    throw documentUnreadable(place, cause);
  });
  return { text, file };
}

const isFile = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );

/** Whether a place is a path of the service. It begins like one, and there is no such file. */
async function isServicePath(place: string, cwd: string): Promise<boolean> {
  return place.startsWith('/') && !(await isFile(path.resolve(cwd, place)));
}

/** Reads a file, a URL, or a path that the service serves. */
export async function readSource(
  place: string,
  { cwd, ask }: { readonly cwd: string; readonly ask: AskService | null },
): Promise<SourceText> {
  if (/^https?:\/\//i.test(place)) return { text: await fetchText(place), file: null };
  if (!(await isServicePath(place, cwd))) return readSourceFile(place, cwd);
  if (ask === null) throw pathNeedsService(place);
  const { text } = await ask(place);
  return { text, file: null };
}
