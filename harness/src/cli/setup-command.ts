import { Argument, type Command } from 'commander';
import { type ExitCode, type ServiceKind, serviceDefinitions, serviceKinds, setUpServices } from '../internal.js';
import type { CliContext } from './cli-context.js';
import { parseService } from './option-parsers.js';

export interface SetupArguments {
  /** Empty for the services that most projects use. */
  readonly kinds: readonly ServiceKind[];
}

/** `leakline setup`: makes sure that services can be started here, and installs what is missing if it is allowed to. */
export async function setupCommand(
  { kinds }: SetupArguments,
  { environment, output, signal }: CliContext,
): Promise<ExitCode> {
  const results = await setUpServices({
    kinds: kinds.length === 0 ? null : kinds,
    environment,
    signal,
    onInstall: (kind, command) => output.stderr.write(`${kind} is missing; installing it: ${command}\n`),
  });
  for (const { kind, provider, installedWith, insteadOfEmbedded } of results) {
    const how = installedWith === null ? '' : ' (installed just now)';
    output.stderr.write(`${kind}: ${provider}${how}\n`);
    if (insteadOfEmbedded !== null) output.stderr.write(`  embedded cannot be used: ${insteadOfEmbedded}\n`);
  }
  return 0;
}

const usual = serviceKinds.filter((kind) => serviceDefinitions[kind].isUsual);

/** Adds `leakline setup`. */
export function addSetupCommand(program: Command, setUp: (given: SetupArguments) => Promise<void>): void {
  program
    .command('setup')
    .description('make sure that services can be started here; installs what is missing if it is allowed to')
    .addArgument(
      new Argument('[services...]', `any of ${serviceKinds.join(', ')}`)
        .argParser(parseService)
        .default([], usual.join(' and ')),
    )
    .action((kinds: readonly ServiceKind[]) => setUp({ kinds }));
}
