import { describeImport, type ImportedRequests, type ImportOptions, maskSecrets, requestsFrom } from '../internal.js';
import type { CliContext } from './cli-context.js';
import type { SourceArguments } from './source-options.js';

export interface ImportUse extends Pick<ImportOptions, 'ask' | 'givenHeaders'> {
  /** Whether the requests are sent or written into a configuration. */
  readonly use: 'sent' | 'written';
}

/** Reads the documents and prints what became of them. */
export async function importRequests(
  { sources, includesDeletes, origin }: SourceArguments,
  { cwd, environment, output }: CliContext,
  { use, ...options }: ImportUse,
): Promise<ImportedRequests> {
  const imported = await requestsFrom(sources, { cwd, includesDeletes, origin, ...options });
  for (const line of describeImport(imported, use)) output.stderr.write(`${maskSecrets(line, environment)}\n`);
  return imported;
}
