import { type Command, Option } from 'commander';
import type { RequestSource } from '../internal.js';
import { collect } from './option-parsers.js';

/** The arguments that say where requests come from. */
export interface SourceArguments {
  readonly sources: readonly RequestSource[];
  readonly includesDeletes: boolean;
  /** The origin whose requests are taken from a HAR. Null for the one with the most requests. */
  readonly origin: string | null;
}

export interface SourceOptionValues {
  readonly openapi: readonly string[];
  readonly har: readonly string[];
  readonly postman: readonly string[];
  readonly curl: readonly string[];
  readonly includeDeletes?: boolean;
  readonly origin?: string;
}

/** Adds the options that name documents with requests. */
export function withSourceOptions(command: Command): Command {
  return command
    .option(
      '--openapi <file>',
      'requests of an OpenAPI document: a file, or a path that the service serves',
      collect,
      [],
    )
    .option('--har <file>', 'requests that a browser recorded', collect, [])
    .option('--postman <file>', 'requests of a Postman collection', collect, [])
    .option('--curl <command>', "a pasted curl command, or @file with several: 'curl -X POST …'", collect, [])
    .option('--include-deletes', 'also take the DELETE requests of these documents')
    .addOption(
      new Option('--origin <origin>', 'origin whose requests are taken from a HAR (default: the one with the most)'),
    );
}

const kinds = ['openapi', 'har', 'postman', 'curl'] as const;

export function toSourceArguments(options: SourceOptionValues): SourceArguments {
  return {
    sources: kinds.flatMap((kind) => options[kind].map((place) => ({ kind, place }))),
    includesDeletes: options.includeDeletes === true,
    origin: options.origin ?? null,
  };
}
