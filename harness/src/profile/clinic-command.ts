import path from 'node:path';
import { notANodeCommand } from './profile-messages.js';
import { type ProfileTool, stopsBy } from './profile-tools.js';

/** A program with its arguments, split as a shell would. */
export interface ProgramCommand {
  readonly file: string;
  readonly args: readonly string[];
}

export interface ClinicRun {
  readonly tool: ProfileTool;
  /** Clinic's script. */
  readonly clinicFile: string;
  /** Where data and page go, and what their names begin with. */
  readonly folder: string;
  readonly name: string;
  /** Runs for as long as clinic is to collect, for those tools that can be told so. */
  readonly waitCommand: string;
  readonly program: ProgramCommand;
}

/** Without them clinic asks for permission to report its usage, and without a terminal to ask on it ends instead. */
export const clinicEnvironment = { NO_INSIGHT: '1', NO_UPDATE_NOTIFIER: '1' } as const;

/** Clinic injects itself into the first program it starts, so that must be Node.js itself. */
export function assertNodeCommand(target: string, { file, args }: ProgramCommand): void {
  if (/^node(\.exe)?$/.test(path.basename(file))) return;
  throw notANodeCommand(target, file === '/bin/sh' ? (args.at(-1) ?? file) : [file, ...args].join(' '));
}

/** The command that profiles a program. */
export function clinicCommand({ tool, clinicFile, folder, name, waitCommand, program }: ClinicRun): readonly string[] {
  const stop = stopsBy[tool] === 'on-port' ? ['--on-port', waitCommand] : [];
  const options = ['--no-open', '--dest', folder, '--name', name, ...stop];
  return [process.execPath, clinicFile, tool, ...options, '--', program.file, ...program.args];
}

/** Where clinic puts the page of a run. */
export const clinicReportFile = ({ tool, folder, name }: Pick<ClinicRun, 'tool' | 'folder' | 'name'>): string =>
  path.join(folder, `${name}.clinic-${tool}.html`);
