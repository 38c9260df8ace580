import { describeLeftOut } from './import-messages.js';
import type { ImportedRequests, Variable } from './imported.js';

const listed = (variables: readonly Variable[]): string =>
  variables.map(({ name, purpose }) => `${name} (${purpose})`).join(', ');

/** Where the values of a run come from. A value of a document is sent as it is, unless its variable is set. */
function describeSent(variables: readonly Variable[]): readonly string[] {
  const known = variables.filter(({ value }) => value !== null);
  const needed = variables.filter(({ value }) => value === null);
  return [
    ...(needed.length === 0 ? [] : [`From the environment: ${listed(needed)}.`]),
    ...(known.length === 0
      ? []
      : [`Secrets of the documents, sent unless these variables hold other values: ${listed(known)}.`]),
  ];
}

const describeWritten = (variables: readonly Variable[]): readonly string[] =>
  variables.length === 0 ? [] : [`Read from the environment; set these for each run: ${listed(variables)}.`];

/**
 * Describes what became of documents whose requests are sent or written into a configuration. No value of a variable is
 * shown.
 */
export function describeImport(imported: ImportedRequests, use: 'sent' | 'written'): readonly string[] {
  const { requests, leftOut, notes, variables } = imported;
  const count = requests.length === 1 ? '1 request' : `${requests.length} requests`;
  return [
    `${count} taken from documents${leftOut.length === 0 ? '.' : `, ${leftOut.length} left out:`}`,
    ...describeLeftOut(leftOut).map((line) => `  - ${line}`),
    ...notes.map((note) => `Note: ${note}.`),
    ...(use === 'sent' ? describeSent(variables) : describeWritten(variables)),
  ];
}
