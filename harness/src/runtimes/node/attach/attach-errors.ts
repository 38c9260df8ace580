import { HarnessError } from '../../../platform/harness-error.js';

export const signalDeadly = (target: string, pid: number): HarnessError =>
  new HarnessError(
    'ATTACH_REFUSED',
    `Process ${pid} of target "${target}" does not catch SIGUSR1, which would end it, so Leakline did not send it: ` +
      '`--disable-sigusr1`, or no Node.js. Start the service with --inspect=127.0.0.1:0, or leave --attach (`attach`) out.',
  );

export const inspectorClosed = (target: string, pid: number, waitedMs: number, why: string): HarnessError =>
  new HarnessError(
    'ATTACH_FAILED',
    `Process ${pid} of target "${target}" opened no inspector within ${waitedMs} ms after SIGUSR1: ${why} Or leave --attach ` +
      '(`attach`) out, and the process is measured from outside.',
  );

export const processStopped = 'it is stopped (SIGSTOP, a debugger). Let it go on (SIGCONT).';

export const portTaken = (port: number, holder: number | null): string =>
  `port ${port}, where its inspector would listen, is taken by ${holder === null ? 'another process' : `process ${holder}`}. ` +
  'End that one, or start the service with another --inspect-port.';

export const signalHandled =
  "its application handles SIGUSR1 itself (`process.on('SIGUSR1')`), or its Node.js was built without an inspector. Start the " +
  'service with --inspect=127.0.0.1:0, which needs no signal.';

export const agentRejected = (target: string, pid: number, why: string): HarnessError =>
  new HarnessError(
    'ATTACH_FAILED',
    `The agent could not be put into process ${pid} of target "${target}": ${why}. Leave --attach (\`attach\`) out, and the ` +
      'process is measured from outside; or let Leakline start the service.',
  );
