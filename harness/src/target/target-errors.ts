import type { TargetEnd } from '../model/target.js';
import { HarnessError } from '../platform/harness-error.js';
import type { SpokenProtocol } from './spoken-protocol.js';

const withOutput = (message: string, output: string): string =>
  output === '' ? `${message} It printed nothing.` : `${message} Its last output:\n${output}`;

const formatEnd = ({ exitCode, signal }: TargetEnd): string =>
  signal === null ? `exit code ${exitCode}` : `signal ${signal}`;

/** Whether the machine had no room for another process. Then the command is not to blame. */
const isOutOfRoom = ({ code }: NodeJS.ErrnoException): boolean =>
  ['EAGAIN', 'ENOMEM', 'EMFILE', 'ENFILE'].includes(code ?? '');

export const targetNotStarted = (name: string, command: string, cwd: string, cause: Error): HarnessError =>
  new HarnessError(
    'TARGET_EXITED',
    `Target "${name}" could not be started: ${cause.message}. ` +
      (isOutOfRoom(cause)
        ? 'The machine has no room for another process: raise its limit (ulimit -u, pids of the container), or free memory.'
        : `Check the command "${command}" and that the folder ${cwd} exists.`),
    { cause },
  );

export const targetExited = (name: string, command: string, end: TargetEnd, output: string): HarnessError =>
  new HarnessError(
    'TARGET_EXITED',
    withOutput(
      `Target "${name}" ended before it was ready (${formatEnd(end)}). Run "${command}" by hand to see why; it must ` +
        'stay in the foreground.',
      output,
    ),
  );

export const targetNotReady = (name: string, waitedMs: number, lastSeen: string, output: string): HarnessError =>
  new HarnessError(
    'TARGET_NOT_READY',
    withOutput(
      `Target "${name}" was not ready within ${waitedMs} ms (${lastSeen}). Raise readyTimeoutMs, or check that it ` +
        'listens on the port given in PORT and that `ready` names what it answers or prints.',
      output,
    ),
  );

export const targetWrongPort = (name: string, wanted: number, seen: readonly number[]): HarnessError =>
  new HarnessError(
    'TARGET_WRONG_PORT',
    `Target "${name}" listens on port ${seen.join(', ')} but was given PORT=${wanted}. Make it listen on ` +
      `process.env.PORT, or set the target's port to ${seen[0]}.`,
  );

const cures: Readonly<Record<SpokenProtocol, (url: string) => string>> = {
  tls: (url) =>
    `It speaks TLS: name it with https, as ${url.replace('http:', 'https:')} in --url or \`url\`; or let it listen without a ` +
    'certificate for the measurement.',
  http: (url) => `It speaks plain HTTP: name it as ${url.replace('https:', 'http:')} in --url or \`url\`.`,
  http2: () =>
    'It speaks HTTP/2 alone, and Leakline speaks HTTP/1.1: let it listen with `node:http` for the measurement, or put a ' +
    'proxy in front of it.',
};

export const targetWrongProtocol = (name: string, url: string, spoken: SpokenProtocol): HarnessError =>
  new HarnessError('TARGET_WRONG_PROTOCOL', `Target "${name}" does not take requests at ${url}. ${cures[spoken](url)}`);

const lookUpPid =
  'Look up who listens (`ss -ltnp`) and give that pid, or none: then only the servers behind it are watched.';

export const attachedProcessMissing = (name: string, pid: number): HarnessError =>
  new HarnessError(
    'TARGET_EXITED',
    `There is no process ${pid}, which was given as the pid of "${name}". ${lookUpPid}`,
  );

export const attachedProcessOurs = (name: string, pid: number): HarnessError =>
  new HarnessError(
    'TARGET_WRONG_PORT',
    `Process ${pid}, which was given as the pid of "${name}", is one that started Leakline. ${lookUpPid}`,
  );

export const attachedProcessSilent = (name: string, pid: number): HarnessError =>
  new HarnessError(
    'TARGET_WRONG_PORT',
    `Process ${pid}, which was given as the pid of "${name}", and its children listen nowhere, so they are not what ` +
      `answers. ${lookUpPid}`,
  );

export const attachedProcessForeign = (name: string, pid: number): HarnessError =>
  new HarnessError(
    'ATTACH_REFUSED',
    `Process ${pid} of target "${name}" is another user's, so Leakline may not put its agent in. Run Leakline as that user or ` +
      'as root, or leave --attach (`attach`) out: then the process is measured from outside.',
  );

export const noWayIn = (name: string, pid: number, program: string | null): HarnessError =>
  new HarnessError(
    'ATTACH_UNSUPPORTED',
    `Process ${pid} of target "${name}" runs ${program ?? 'an unknown program'}, and Leakline's agent can only be put into ` +
      'running processes of Node.js. Leave --attach (`attach`) out, and the process is measured from outside; or give the ' +
      '`command`, and Leakline starts it.',
  );

export const attachedAgentSilent = (name: string, pid: number, waitedMs: number): HarnessError =>
  new HarnessError(
    'ATTACH_FAILED',
    `The agent was put into process ${pid} of target "${name}", and did not call back within ${waitedMs} ms: its ` +
      'event loop is blocked, or it cannot reach the temporary folder (TMPDIR) of Leakline. Let it come to rest, or leave ' +
      '--attach (`attach`) out. The agent leaves by itself.',
  );

export const attachedUnreachable = (name: string, url: string, waitedMs: number, seen: string): HarnessError =>
  new HarnessError(
    'TARGET_NOT_READY',
    `Nobody took a connection for "${name}" at ${url} within ${waitedMs} ms (${seen}). Start the service, or correct the url.`,
  );

/** The usual reasons, in words. The code stands beside them, so that it can be looked up. */
const refusals: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'it is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'its issuer is not known here',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its issuer is not known here',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its issuer is not known here',
  CERT_HAS_EXPIRED: 'it has expired',
  CERT_NOT_YET_VALID: 'it is not valid yet',
};

function describeRefusal(code: string, names: string): string {
  if (code !== 'ERR_TLS_CERT_ALTNAME_INVALID') return refusals[code] ?? 'it was refused';
  return names === '' ? 'it is for another name' : `it is for other names (${names})`;
}

export const certificateUntrusted = (name: string, url: string, code: string, names: string): HarnessError =>
  new HarnessError(
    'CERTIFICATE_UNTRUSTED',
    `The certificate of "${name}" at ${url} is not trusted: ${describeRefusal(code, names)} (${code}). Give the certificate of ` +
      'its issuer as `ca` of the target (--ca file.pem), or take any certificate with `insecure: true` (--insecure).',
  );

export const portInUse = (name: string, port: number, pid: number | null, cause: unknown): HarnessError =>
  new HarnessError(
    'PORT_IN_USE',
    `Port ${port} of target "${name}" is in use by ${pid === null ? 'another process' : `process ${pid}`}. Stop it, or ` +
      'leave the port out and let Leakline choose a free one.',
    { cause },
  );

export const agentUnresponsive = (pid: number, method: string, waitedMs: number, isStopped: boolean): HarnessError =>
  new HarnessError(
    'AGENT_UNRESPONSIVE',
    `Process ${pid} of the target did not answer "${method}" within ${waitedMs} ms: ` +
      (isStopped
        ? 'it is stopped (SIGSTOP, a debugger). Let it go on (SIGCONT), and look for who stopped it.'
        : 'its event loop is blocked. Look for synchronous work in the endpoint, or lower the number of concurrent requests.'),
  );

export const agentFailed = (pid: number, method: string, message: string): HarnessError =>
  new HarnessError(
    'AGENT_UNRESPONSIVE',
    `The agent in process ${pid} could not answer "${method}": ${message}. \`leakline doctor\` shows what the agent can ` +
      'do in this Node.js; `agent: false` measures the target without it.',
  );

export const agentMisspoke = (pid: number, why: string): HarnessError =>
  new HarnessError(
    'AGENT_MISSPOKE',
    `The agent in process ${pid} of the target was hung up on: ${why}. What that process holds cannot be read any more. ` +
      'Look for code in the target that writes to the socket of LEAKLINE_AGENT_SOCKET or changes `JSON`, or for an agent ' +
      'of another version; `agent: false` measures the target without it.',
  );

export const proxyTemplateUnreadable = (name: string, file: string, cause: unknown): HarnessError =>
  new HarnessError(
    'TARGET_EXITED',
    `The template ${file} of ${name} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}. It is ` +
      "looked for in the target's `cwd`, or else beside the configuration file.",
    { cause },
  );
