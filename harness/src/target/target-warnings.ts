import type { RuntimeKind } from '../model/runtimes/runtime-kind.js';

/**
 * @param runtime what the target runs on, where that could be read from outside.
 */
export const agentAbsent = (name: string, runtime: RuntimeKind | null): string =>
  runtime === null
    ? noAgent(name)
    : `Target "${name}" does not say its runtime: \`runtime: '${runtime}'\` in its settings would read its heap.`;

const noAgent = (name: string): string =>
  `No process of target "${name}" carries Leakline's agent: heap, handles and pools cannot be seen. ` +
  'Expected for languages other than JavaScript and Python; otherwise check that the command passes NODE_OPTIONS ' +
  '(Node.js) or PYTHONPATH (Python) on.';

export const attached = (name: string, pids: readonly number[]): string =>
  `Leakline's agent is in ${pids.length} running process(es) of "${name}" (pid ${pids.join(', ')}) until the run ends. Not seen ` +
  'there: heaps of worker threads, processes that start later, and where things were made before.';

export const attachOffered = (name: string, pid: number): string =>
  `"${name}" is measured from outside, so its heap and the line of a leak stay unseen. With --attach (\`attach: true\`) ` +
  `Leakline's agent is put into process ${pid} for the run: its inspector opens on 127.0.0.1 for a moment, and forced ` +
  'collections stop it now and then.';

export const agentDropped = (name: string, why: string): string =>
  `A peer at the socket of Leakline's agent in target "${name}" was hung up on: ${why}. Only the agent may dial there: ` +
  'look for code that uses the address in LEAKLINE_AGENT_SOCKET.';

export const ignoredSigterm = (name: string, graceMs: number): string =>
  `Target "${name}" did not end within ${graceMs} ms after SIGTERM and was killed. Close the server on SIGTERM, or raise ` +
  'stopGraceMs.';

export const readyRefused = (name: string, path: string, refusal: string): string =>
  `The ready path ${path} of target "${name}" ${refusal}: below 500 that counts as ready, and perhaps it was not. Correct ` +
  '`ready`, or leave it out: then an open port is enough.';

export const leftOrphans = (name: string, pids: readonly number[]): string =>
  `Target "${name}" ended and left ${pids.length} process(es) running (pid ${pids.join(', ')}); Leakline ended them.`;

export const notEnded = (name: string, pids: readonly number[]): string =>
  `${pids.length} process(es) of target "${name}" could not be ended by SIGKILL (pid ${pids.join(', ')}): another user's, or ` +
  'stuck in the kernel. End them by hand, and let the target start no program as another user.';
