import type { LanguageAdvice } from '../language-advice.js';

/** Advice in the words of Go. */
export const goAdvice: LanguageAdvice = {
  byKind: {
    socket: (at) =>
      `Close the connection that ${at} opens: \`defer conn.Close()\`, and close the body of every response.`,
    goroutine: (at) =>
      `Give the goroutine that ${at} starts an end: a context that is cancelled, a channel that is closed, or one with room for the answer.`,
  },
  forOther: (at) => `Let ${at} undo when the request ends what it began: \`defer\`.`,
  forKept: (at) => `Bound what ${at} adds to: delete from the map, cut the slice, or use a cache with a size.`,
  forAllocated: (at) =>
    `Find who keeps what ${at} makes: a slice or map of a package, a goroutine that never ends, or a slice that holds a large array.`,
};
