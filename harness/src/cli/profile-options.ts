import { Argument, type Command } from 'commander';
import { type ProfileTool, profileTools } from '../internal.js';
import { parsePositiveInteger, parsePositiveNumber } from './option-parsers.js';
import type { ProfileArguments } from './profile-command.js';

interface ProfileOptionValues {
  readonly target?: string;
  readonly requests?: number;
  readonly seconds?: number;
  readonly output?: string;
}

const profileExamples = `
Tools:
  doctor        CPU, memory, event-loop delay and handles over time, with a diagnosis
  heapprofiler  which functions allocated what is on the heap
  bubbleprof    where time goes between asynchronous operations
  flame         where CPU time goes

The page is written to <reports>/clinic/<tool>-<target>-<time>/ and its path to stdout.`;

/** Adds `leakline profile`. */
export function addProfileCommand(program: Command, profile: (given: ProfileArguments) => Promise<void>): void {
  program
    .command('profile')
    .description('run a target under one of the tools of clinic, with its services and its load')
    .addArgument(new Argument('<tool>', 'tool of clinic').choices(profileTools))
    .argument('[config]', 'configuration file (default: leakline.config.{ts,mts,js,mjs,json})')
    .option('--app, --target <name>', 'target of the configuration (default: its first)')
    .option('--requests <count>', 'requests to each endpoint at most', parsePositiveInteger)
    .option('--seconds <time>', 'length of the load at most', parsePositiveNumber)
    .option('--output <folder>', 'folder for the reports')
    .addHelpText('after', profileExamples)
    .action((tool: ProfileTool, configFile: string | undefined, options: ProfileOptionValues) =>
      profile({
        tool,
        configFile: configFile ?? null,
        target: options.target ?? null,
        requests: options.requests ?? null,
        seconds: options.seconds ?? null,
        output: options.output ?? null,
      }),
    );
}
