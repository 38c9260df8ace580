import { HarnessError } from '../platform/harness-error.js';
import { maskPatterns } from '../platform/secrets/patterns.js';
import { printableLines, quote } from '../platform/text/quote.js';
import type { LeftOut, RequestSource } from './imported.js';

export type DocumentKind = RequestSource['kind'];

/** Names of the kinds of documents, with their article. */
const kindNames: Readonly<Record<DocumentKind, string>> = {
  openapi: 'an OpenAPI document',
  har: 'a HAR',
  postman: 'a Postman collection',
  curl: 'a curl command',
};

const reasonOf = (cause: unknown): string => printableLines(cause instanceof Error ? cause.message : String(cause));

export const documentUnreadable = (place: string, cause: unknown): HarnessError =>
  new HarnessError('DOCUMENT_UNREADABLE', `${quote(place)} cannot be read: ${reasonOf(cause)}. Check the path.`, {
    cause,
  });

/** @param where a line and column, or a place inside the document. */
export const documentBroken = (place: string, kind: DocumentKind, where: string, what: string): HarnessError =>
  new HarnessError(
    'DOCUMENT_UNREADABLE',
    `${quote(place)} is broken as ${kindNames[kind]}, ${where}: ${printableLines(what)}. Correct it there, or export it again.`,
  );

/** @param looksLike the kind that it seems to be; null when that is not known. */
export function documentOfOtherKind(place: string, kind: DocumentKind, looksLike: DocumentKind | null): HarnessError {
  const instead =
    looksLike === null
      ? 'It looks like none of the documents that can be read: OpenAPI, HAR, Postman collection.'
      : `It looks like ${kindNames[looksLike]}: --${looksLike} ${quote(looksLike === 'curl' ? `@${place}` : place)}`;
  return new HarnessError('DOCUMENT_UNREADABLE', `${quote(place)} is not ${kindNames[kind]}. ${instead}`);
}

export const documentUnreachable = (url: string, what: string): HarnessError =>
  new HarnessError(
    'DOCUMENT_UNREADABLE',
    `No OpenAPI document could be read from ${url}: ${what}. Check the path (/openapi.json, /swagger.json, ` +
      '/api-docs …), or give a file.',
  );

export const pathNeedsService = (place: string): HarnessError =>
  new HarnessError(
    'DOCUMENT_UNREADABLE',
    `${quote(place)} is not a file, and there is no service that could be asked for it. Check the path, or run with ` +
      '--url or with the command that starts the service.',
  );

export const curlInvalid = (command: string, problem: string): HarnessError =>
  new HarnessError('USAGE', `--curl: ${problem}. Seen: ${quote(maskPatterns(command))}`);

export const originUnknown = (origin: string, known: readonly string[]): HarnessError =>
  new HarnessError(
    'USAGE',
    `--origin: the HAR has no request to ${quote(origin)}; it has some to ${known.join(', ')}.`,
  );

/** Three examples show which requests are meant. */
const shownExamples = 3;

/** Describes for each reason which requests were left out, e.g. `DELETE /a, DELETE /b: it deletes …`. */
export function describeLeftOut(leftOut: readonly LeftOut[]): readonly string[] {
  const reasons = [...new Set(leftOut.map(({ reason }) => reason))];
  return reasons.map((reason) => {
    const requests = [...new Set(leftOut.filter((left) => left.reason === reason).map(({ request }) => request))];
    const shown = requests.slice(0, shownExamples).join(', ');
    const more = requests.length > shownExamples ? ` and ${requests.length - shownExamples} more` : '';
    return `${shown}${more}: ${reason}`;
  });
}

export function nothingLeft(places: readonly string[], leftOut: readonly LeftOut[]): HarnessError {
  const reasons = describeLeftOut(leftOut).map((line) => `\n  - ${line}`);
  const why = reasons.length === 0 ? 'There is none in it.' : `Left out:${reasons.join('')}`;
  return new HarnessError('USAGE', `No request is left from ${places.map(quote).join(', ')}. ${why}`);
}

/** @param lines one for each variable, with what it is for. */
export const variablesMissing = (lines: readonly string[]): HarnessError =>
  new HarnessError(
    'USAGE',
    `The requests need variables that are not in the environment:\n${lines.map((line) => `  - ${line}`).join('\n')}\n` +
      `Set ${lines.length === 1 ? 'this variable' : 'these variables'} and run again.`,
  );
