import type { Culprit, Finding } from '../../model/result.js';
import type { LanguageAdvice } from './language-advice.js';
import { adviceForNative } from './native-advice.js';

const releaseClient = (at: string): string =>
  `Release the client that ${at} takes in \`finally\`, so that early returns and errors give it back too.`;

const isUdp = ({ details }: Culprit): boolean => details.some((detail) => detail.startsWith('UDP'));
const isWatcher = ({ metric }: Finding): boolean => metric === 'handles.FSEventWrap';
const isWasm = ({ details }: Culprit): boolean => details.some((detail) => detail.startsWith('WebAssembly'));

const byKind: LanguageAdvice['byKind'] = {
  socket: (at, culprit) =>
    isUdp(culprit)
      ? `Keep one UDP socket for the process; one that ${at} makes for a request must be \`close()\`d when it is sent.`
      : `\`destroy()\` the socket that ${at} opens in \`finally\`, or keep one connection and share it.`,
  server: (at) => `\`close()\` the server that ${at} opens when its work is done, also when its client never comes.`,
  file: (at, _culprit, finding) =>
    isWatcher(finding)
      ? `Watch once, outside of ${at}; a watcher of a request must be \`close()\`d, or given an AbortSignal as \`signal\`.`
      : `Close in \`finally\` what ${at} opens; \`stream.pipeline\` destroys streams that end early.`,
  timeout: (at) => `Clear the timer that ${at} starts when the response closes.`,
  interval: (at) => `Clear the interval that ${at} starts when the response closes.`,
  listener: (at) =>
    `Remove the listener that ${at} adds when the request ends, or add it with an AbortSignal as \`signal\`.`,
  child: (at) => `End the process that ${at} starts when its answer is out, e.g. with an AbortSignal as \`signal\`.`,
  worker: (at) => `Reuse the workers that ${at} starts, or \`terminate()\` each in \`finally\`.`,
  'pool-client': releaseClient,
  transaction: (at) =>
    `Every path out of ${at} needs a COMMIT or ROLLBACK: ROLLBACK in \`catch\`, \`release()\` in \`finally\`.`,
  'array-buffer': (at, culprit) =>
    isWasm(culprit)
      ? `Use one WebAssembly instance for many requests; the memory that ${at} makes is freed when nothing refers to it.`
      : `Drop the buffer that ${at} allocates when the request ends. A slice keeps the whole of it: copy a part that has to stay.`,
  'native-handle': (at, { details }) => adviceForNative(at, details[0] ?? ''),
  'http-agent': (at) =>
    `Make the agent once, outside of ${at}, and share it; an agent of a request must be \`destroy()\`ed with it.`,
};

const holds = (culprit: Culprit, className: string): boolean =>
  culprit.retainedBy.some((link) => link.includes(`: ${className}`));

/** The last links of a chain that ends in a listener: the emitter, the event's list, the function. */
const isListener = ({ retainedBy }: Culprit): boolean =>
  retainedBy.slice(-2).some((link) => link.startsWith('listeners of'));

function forKept(at: string, culprit: Culprit, finding: Finding): string {
  if (isListener(culprit)) return byKind.listener(at, culprit, finding);
  const holder = culprit.retainedBy.at(-2) ?? '';
  if (/: (?:Weak)?Map$/.test(holder) || holds(culprit, 'Map')) {
    return `Bound what ${at} fills: a cache with a maximum (LRU) or a time to live, or delete each entry when it is done with.`;
  }
  if (holds(culprit, 'Set')) return `Delete from the set what ${at} adds, when the response closes.`;
  if (holds(culprit, 'Array'))
    return `Shorten what ${at} appends to: a ring of fixed size, or hand it on and empty it.`;
  return `Let ${at} drop what it keeps from one request to the next.`;
}

const forAllocated = (at: string): string =>
  `Find who keeps what ${at} makes: a variable outside of the request, a listener or timer that captured it, or a promise that never settles.`;

/** Advice in the words of JavaScript and of Node.js. */
export const nodeAdvice: LanguageAdvice = { byKind, forKept, forAllocated };
