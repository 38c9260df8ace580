/** The tools of clinic that Leakline can run, by their names on clinic's command line. */
export const profileTools = ['doctor', 'heapprofiler', 'bubbleprof', 'flame'] as const;

export type ProfileTool = (typeof profileTools)[number];

/**
 * Units sent to each endpoint when nothing else is asked for. Enough for some seconds of full load, which is what
 * sampling tools need. Bubbleprof writes a stack per asynchronous operation, some 100 KB a request, and clinic then
 * reads all of it into its page: beyond a few hundred requests the page becomes too heavy to open.
 */
export const defaultRequests: Readonly<Record<ProfileTool, number>> = {
  doctor: 5_000,
  heapprofiler: 5_000,
  bubbleprof: 150,
  flame: 5_000,
};

/** Length of the load when nothing else is asked for. */
export const defaultSeconds = 8;

/**
 * How each tool is told to stop collecting. `on-port`: it collects for as long as a command runs that we gave it. With
 * the heap profiler nothing else is safe: a program that handles SIGINT may end before its profile is written.
 * `interrupt`: SIGINT to the program, as Ctrl-C would do, because on Node.js 20 bubbleprof waits for ever after its
 * command has ended.
 */
export const stopsBy: Readonly<Record<ProfileTool, 'on-port' | 'interrupt'>> = {
  doctor: 'on-port',
  heapprofiler: 'on-port',
  bubbleprof: 'interrupt',
  flame: 'on-port',
};
