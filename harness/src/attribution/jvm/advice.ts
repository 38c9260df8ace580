import type { LanguageAdvice } from '../language-advice.js';

const undo = (at: string): string =>
  `Let ${at} undo when the request ends what it began: try-with-resources, or \`finally\`.`;

const byKind: LanguageAdvice['byKind'] = {
  socket: undo,
  server: undo,
  file: undo,
  timeout: undo,
  interval: undo,
  listener: undo,
  child: undo,
  worker: undo,
  'pool-client': undo,
  transaction: undo,
  'array-buffer': undo,
  'native-handle': undo,
  'http-agent': undo,
  task: undo,
  goroutine: undo,
};

/** Advice in the words of Java. */
export const jvmAdvice: LanguageAdvice = {
  byKind,
  forKept: (at) =>
    `Bound what ${at} adds to: a cache with a size, a \`WeakHashMap\`, or \`remove\` when the request ends.`,
  forAllocated: (at) => `Find who keeps what ${at} makes: a static collection, a \`ThreadLocal\`, or a listener.`,
};
