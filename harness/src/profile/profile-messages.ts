import { HarnessError } from '../platform/harness-error.js';
import type { ProfileTool } from './profile-tools.js';

const withOutput = (message: string, output: string): string =>
  output.trim() === '' ? `${message} Clinic printed nothing.` : `${message} Clinic's last output:\n${output.trimEnd()}`;

export const clinicMissing = (folder: string, cause: unknown): HarnessError =>
  new HarnessError(
    'CLINIC_MISSING',
    `Profiling needs clinic, which cannot be found from ${folder}. Install it there: npm install --save-dev clinic@13`,
    { cause },
  );

export const notANodeCommand = (target: string, command: string): HarnessError =>
  new HarnessError(
    'USAGE',
    `Clinic profiles plain \`node …\` commands, but target "${target}" is started by \`${command}\`. Give it a command such ` +
      'as `node dist/server.js` (variables go into `env`), without a shell, a package manager or another runtime.',
  );

export const notStartedByUs = (target: string, url: string): HarnessError =>
  new HarnessError(
    'USAGE',
    `Target "${target}" is not started by a command (${url}); clinic must start what it profiles. Give the target a \`command\`.`,
  );

export const traceLogsInTheWay = (folder: string, names: readonly string[]): HarnessError =>
  new HarnessError(
    'CLINIC_FAILED',
    `${folder} holds ${names.join(', ')}, which clinic would take for its own and delete. Move or delete what is there, and ` +
      'let no other profile run in the same folder.',
  );

export const noReportWritten = (tool: ProfileTool, how: string, output: string): HarnessError =>
  new HarnessError(
    'CLINIC_FAILED',
    withOutput(
      `clinic ${tool} wrote no report (${how}). Try again with fewer --requests, or with another of the tools.`,
      output,
    ),
  );

export const programNotEnded = (name: string, pids: readonly number[], waitedMs: number): HarnessError =>
  new HarnessError(
    'CLINIC_FAILED',
    `"${name}" (pid ${pids.join(', ')}) did not end within ${waitedMs / 1_000} s after its load, so that clinic has nothing to ` +
      'show. Its event loop stands, or it ignores SIGINT: send it the same requests by hand, and stop it with Ctrl-C, to see which.',
  );

export const profileInterrupted = (): HarnessError =>
  new HarnessError('INTERRUPTED', 'Interrupted. No profile was written.');
