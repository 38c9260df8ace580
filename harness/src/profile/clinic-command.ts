import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { clinicMissing, notANodeCommand } from './profile-messages.js';
import { type ProfileTool, stopsBy } from './profile-tools.js';

/** A program and its arguments, split as a shell does it. */
export interface ProgramCommand {
  readonly file: string;
  readonly args: readonly string[];
}

interface PackageManifest {
  readonly bin: Readonly<Record<string, string>>;
}

/**
 * The script behind clinic's command, as a program in `folder` would find it.
 *
 * @throws HarnessError `CLINIC_MISSING`
 */
export function findClinic(folder: string): string {
  try {
    const manifestFile = createRequire(path.join(folder, 'package.json')).resolve('clinic/package.json');
    const { bin } = JSON.parse(readFileSync(manifestFile, 'utf8')) as PackageManifest;
    return path.join(path.dirname(manifestFile), bin.clinic ?? 'bin.js');
  } catch (error) {
    throw clinicMissing(folder, error);
  }
}

export interface ClinicRun {
  readonly tool: ProfileTool;
  /** Clinic's script. */
  readonly clinicFile: string;
  /** The folder for data and page, and the beginning of their names. */
  readonly folder: string;
  readonly name: string;
  /** A command that runs for as long as clinic has to collect. Only some tools can be told so. */
  readonly waitCommand: string;
  readonly program: ProgramCommand;
}

/**
 * Without these variables, clinic asks for permission to report its usage. It ends when there is no terminal to ask on.
 */
export const clinicEnvironment = { NO_INSIGHT: '1', NO_UPDATE_NOTIFIER: '1' } as const;

/**
 * Checks that a target is started by Node.js itself, because clinic injects itself into the first program it starts.
 *
 * @throws HarnessError `USAGE`
 */
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

/** The page that clinic writes for a run. */
export const clinicReportFile = ({ tool, folder, name }: Pick<ClinicRun, 'tool' | 'folder' | 'name'>): string =>
  path.join(folder, `${name}.clinic-${tool}.html`);
