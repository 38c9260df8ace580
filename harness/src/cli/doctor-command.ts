import type { Command } from 'commander';
import {
  createReporters,
  type ExitCode,
  formatDoctor,
  type Reporter,
  runDoctor,
  toTerminalSafeJson,
} from '../internal.js';
import type { CliContext } from './cli-context.js';
import { parsePositiveNumber } from './option-parsers.js';

export interface DoctorArguments {
  readonly seconds: number;
  readonly json: boolean;
}

const defaultSeconds = 8;

/** `leakline doctor`: tells what this machine has, and how small a leak Leakline can see on it. */
export async function doctorCommand({ seconds, json }: DoctorArguments, context: CliContext): Promise<ExitCode> {
  const { cwd, environment, output, signal } = context;
  const terminal = await createReporters([{ name: 'compact', file: null }], output, { cwd, github: null });
  // Only the progress is shown. The result of the run is told by the doctor.
  const reporter: Reporter = terminal.onEvent === undefined ? {} : { onEvent: terminal.onEvent };
  const report = await runDoctor({ cwd, environment, signal, seconds, reporter });
  output.stdout.write(json ? `${toTerminalSafeJson(report, 2)}\n` : formatDoctor(report, output));
  return report.exitCode;
}

const doctorExamples = `
Exit codes: 0 ready, 2 could not decide in this time, 3 not to be trusted here.`;

interface DoctorOptionValues {
  readonly seconds: number;
  readonly json?: boolean;
}

/** Adds `leakline doctor`. */
export function addDoctorCommand(program: Command, doctor: (given: DoctorArguments) => Promise<void>): void {
  program
    .command('doctor')
    .description('check this machine, and measure a leaky and a clean app on it')
    .option('--seconds <time>', 'time for each app at most', parsePositiveNumber, defaultSeconds)
    .option('--json', 'print what was found as JSON on stdout')
    .addHelpText('after', doctorExamples)
    .action(({ seconds, json }: DoctorOptionValues) => doctor({ seconds, json: json === true }));
}
