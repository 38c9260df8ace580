import type { Culprit, Finding } from '../../model/result.js';
import type { LanguageAdvice } from '../language-advice.js';

/** Advice for a native object. The key is how the agent's description of the object begins. */
const byDescription: readonly (readonly [beginning: string, advice: (at: string) => string])[] = [
  [
    'TLS context',
    (at) =>
      `Make a TLS context once for each certificate, outside of ${at}, and let go of the old one when it changes.`,
  ],
  ['dns.Resolver', (at) => `Make one Resolver for the process, outside of ${at}: each holds a channel of its own.`],
  ['Histogram', (at) => `Let ${at} make histograms for a fixed set of names (routes, not URLs), and reuse them.`],
  ['file poller', (at) => `Watch once, outside of ${at}, or \`fs.unwatchFile()\` what it watches.`],
  [
    'zlib',
    (at) => `End or \`destroy()\` the stream that ${at} makes; \`stream.pipeline\` does it when a client leaves.`,
  ],
  ['MessagePort', (at) => `\`close()\` one port of the channel that ${at} makes once its answer has arrived.`],
  ['BroadcastChannel', (at) => `Open the channel once, outside of ${at}, or \`close()\` it when the request ends.`],
];

/** Says what to change when objects stay alive that stand for memory outside of the heap. */
function adviceForNative(at: string, description: string): string {
  const found = byDescription.find(([beginning]) => description.startsWith(beginning));
  return (
    found?.[1](at) ?? `Make once, outside of ${at}, what it makes for each request, or close it when the request ends.`
  );
}

const releaseClient = (at: string): string =>
  `Release the client that ${at} takes in \`finally\`, so that early returns and errors give it back too.`;

const isUdp = ({ details }: Culprit): boolean => details.some((detail) => detail.startsWith('UDP'));
const isWatcher = ({ metric }: Finding): boolean => metric === 'handles.FSEventWrap';
const isWasm = ({ details }: Culprit): boolean => details.some((detail) => detail.startsWith('WebAssembly'));

const byKind = {
  socket: (at, culprit) =>
    isUdp(culprit)
      ? `Keep one UDP socket for the process. If ${at} makes one for each request, \`close()\` it once its message is sent.`
      : `In \`finally\`, \`destroy()\` the socket that ${at} opens, or keep one connection and share it.`,
  server: (at) => `\`close()\` the server that ${at} opens when its work is done, also when its client never comes.`,
  file: (at, _culprit, finding) =>
    isWatcher(finding)
      ? `Watch once, outside of ${at}. If a request needs a watcher of its own, \`close()\` it, or give it an AbortSignal as \`signal\`.`
      : `In \`finally\`, close what ${at} opens; \`stream.pipeline\` destroys streams that end early.`,
  timeout: (at) => `Clear the timer that ${at} starts when the response closes.`,
  interval: (at) => `Clear the interval that ${at} starts when the response closes.`,
  listener: (at) =>
    `Remove the listener that ${at} adds when the request ends, or add it with an AbortSignal as \`signal\`.`,
  child: (at) => `End the process that ${at} starts once the response is sent, e.g. with an AbortSignal as \`signal\`.`,
  worker: (at) => `Reuse the workers that ${at} starts, or \`terminate()\` each in \`finally\`.`,
  'pool-client': releaseClient,
  transaction: (at) =>
    `Every path out of ${at} needs a COMMIT or ROLLBACK: ROLLBACK in \`catch\`, \`release()\` in \`finally\`.`,
  'array-buffer': (at, culprit) =>
    isWasm(culprit)
      ? `Use one WebAssembly instance for many requests; the memory that ${at} makes is freed when nothing refers to it.`
      : `Drop the buffer that ${at} allocates when the request ends. A slice keeps the whole buffer: copy the part that has to stay.`,
  'native-handle': (at, { details }) => adviceForNative(at, details[0] ?? ''),
  'http-agent': (at) =>
    `Make the agent once, outside of ${at}, and share it. If a request needs an agent of its own, \`destroy()\` it when the request ends.`,
} satisfies LanguageAdvice['byKind'];

const holds = (culprit: Culprit, className: string): boolean =>
  culprit.retainedBy.some((link) => link.includes(`: ${className}`));

/** Whether a chain ends in a listener. Its last links are then the emitter, the list of the event and the function. */
const isListener = ({ retainedBy }: Culprit): boolean =>
  retainedBy.slice(-2).some((link) => link.startsWith('listeners of'));

function forKept(at: string, culprit: Culprit): string {
  if (isListener(culprit)) return byKind.listener(at);
  const holder = culprit.retainedBy.at(-2) ?? '';
  if (/: (?:Weak)?Map$/.test(holder) || holds(culprit, 'Map')) {
    return `Bound what ${at} fills: a cache with a maximum (LRU) or a time to live, or delete each entry when it is done with.`;
  }
  if (holds(culprit, 'Set')) return `Delete from the set what ${at} adds, when the response closes.`;
  if (holds(culprit, 'Array'))
    return `Bound what ${at} appends to: use a ring of fixed size, or hand its contents on and empty it.`;
  return `Let ${at} drop what it keeps from one request to the next.`;
}

const forAllocated = (at: string): string =>
  `Find who keeps what ${at} makes: a variable outside of the request, a listener or timer that captured it, or a promise that never settles.`;

const forOther = (at: string): string => `End in \`finally\` what ${at} begins.`;

/** Advice in the words of JavaScript and of Node.js. */
export const nodeAdvice: LanguageAdvice = { byKind, forOther, forKept, forAllocated };
