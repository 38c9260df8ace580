import { Command, CommanderError, Help, type Option } from 'commander';
import { type ExitCode, HarnessError } from '../internal.js';
import { addAnalyzeCommand, analyzeCommand } from './analyze-command.js';
import type { CliContext } from './cli-context.js';
import { addCompareCommand, compareCommand } from './compare-command.js';
import { addCompletionCommand, completionCommand } from './completion-command.js';
import { addDoctorCommand, doctorCommand } from './doctor-command.js';
import { addInitCommand, initCommand } from './init-command.js';
import { profileCommand } from './profile-command.js';
import { addProfileCommand } from './profile-options.js';
import { addReportCommand, reportCommand } from './report-command.js';
import { runCommand } from './run-command.js';
import { addRunCommand } from './run-options.js';
import { addServicesCommand, dumpCommand } from './services-command.js';
import { addSetupCommand, setupCommand } from './setup-command.js';

const examples = `
Examples:
  $ leakline init --yes && leakline run              from nothing
  $ leakline run --get /users -- node server.js      without a configuration
  $ leakline report --open                           the latest run, in the browser
  $ leakline compare reports/before reports/latest   better, worse, or cannot tell

Options and examples of a command: leakline <command> --help
Exit codes: 0 as expected, 1 a leak, 2 inconclusive, 3 the run failed, 4 usage, 130 interrupted.`;

/**
 * The description of an option without an empty default. An option that may be given several times has one, which tells
 * nothing.
 */
const withoutEmptyDefault = (option: Option): string =>
  new Help().optionDescription(option).replace(/ \(default: (?:\[\]|\{\})\)$/, '');

function createProgram(context: CliContext, version: string): Command {
  return new Command('leakline')
    .description('finds out whether an HTTP service leaks: what, on which endpoint, how much per request')
    .version(version)
    .addHelpText('after', examples)
    .showSuggestionAfterError()
    .configureHelp({ optionDescription: withoutEmptyDefault })
    .exitOverride()
    .configureOutput({ writeErr: () => undefined, writeOut: (text) => context.output.stdout.write(text) });
}

/**
 * Parses the arguments and runs the command that they name.
 *
 * @param argv without node and script.
 * @throws HarnessError `USAGE`, and whatever the command throws.
 */
export async function runProgram(argv: readonly string[], context: CliContext, version: string): Promise<ExitCode> {
  const separator = argv.indexOf('--');
  const own = separator === -1 ? argv : argv.slice(0, separator);
  const targetCommand = separator === -1 ? [] : argv.slice(separator + 1);
  let exitCode: ExitCode = 0;
  const answerWith =
    <Given>(command: (given: Given, context: CliContext) => Promise<ExitCode>) =>
    async (given: Given): Promise<void> => {
      exitCode = await command(given, context);
    };
  const program = createProgram(context, version);
  addRunCommand(program, targetCommand, answerWith(runCommand));
  addAnalyzeCommand(program, answerWith(analyzeCommand));
  addCompareCommand(program, answerWith(compareCommand));
  addReportCommand(program, answerWith(reportCommand));
  addInitCommand(program, answerWith(initCommand));
  addDoctorCommand(program, answerWith(doctorCommand));
  addProfileCommand(program, answerWith(profileCommand));
  addServicesCommand(program, answerWith(dumpCommand));
  addSetupCommand(program, answerWith(setupCommand));
  addCompletionCommand(program, answerWith(completionCommand));
  await parse(program, own, context);
  return exitCode;
}

async function parse(program: Command, argv: readonly string[], { output }: CliContext): Promise<void> {
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return;
    if (error.code === 'commander.help') {
      output.stderr.write(`${program.helpInformation()}\n`);
      throw new HarnessError('USAGE', 'No command was given. Start with `leakline run`.', { cause: error });
    }
    throw notUnderstood(error, program);
  }
}

/**
 * The user's own command when its `--` is missing, as in `leakline run node server.js`. Null when the error has another
 * cause.
 */
function serviceCommand({ code }: CommanderError, program: Command): string | null {
  const words = program.commands.find((command) => command.name() === 'run')?.args ?? [];
  const isProgram = /^[\w-]+$/.test(words[0] ?? '');
  if (code === 'commander.excessArguments' && words.length > 1) return words.join(' ');
  return code === 'commander.unknownOption' && isProgram ? words.join(' ') : null;
}

function notUnderstood(error: CommanderError, program: Command): HarnessError {
  const command = serviceCommand(error, program);
  const cure =
    command === null
      ? 'See leakline --help.'
      : `If this starts your service, put it after \`--\`: leakline run --get /path -- ${command}`;
  const message = error.message.replace(/^error: /, '').replace(/(?<![.?)])$/, '.');
  return new HarnessError('USAGE', `${message} ${cure}`, { cause: error });
}
