import type { LanguageAdvice } from '../language-advice.js';

/** Advice in the words of Java. */
export const jvmAdvice: LanguageAdvice = {
  byKind: {},
  forOther: (at) => `Let ${at} undo when the request ends what it began: try-with-resources, or \`finally\`.`,
  forKept: (at) =>
    `Bound what ${at} adds to: a cache with a size, a \`WeakHashMap\`, or \`remove\` when the request ends.`,
  forAllocated: (at) => `Find who keeps what ${at} makes: a static collection, a \`ThreadLocal\`, or a listener.`,
};
