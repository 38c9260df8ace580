/** The tools of clinic that Leakline can run, by their names on clinic's command line. */
export const profileTools = ['doctor', 'heapprofiler', 'bubbleprof', 'flame'] as const;

export type ProfileTool = (typeof profileTools)[number];

/**
 * Number of units to send to each endpoint by default. They make some seconds of full load, which sampling tools need.
 * Bubbleprof writes a stack for each asynchronous operation, some 100 KB a request, and clinic reads all of it into its
 * page. With more than a few hundred requests the page is too heavy to open.
 */
export const defaultRequests: Readonly<Record<ProfileTool, number>> = {
  doctor: 5_000,
  heapprofiler: 5_000,
  bubbleprof: 150,
  flame: 5_000,
};

/** Length of the load by default, in seconds. */
export const defaultSeconds = 8;

/**
 * How each tool is told to stop collecting. `on-port`: it collects for as long as a given command runs. For the heap
 * profiler nothing else is safe, because a program that handles SIGINT may end before its profile is written.
 * `interrupt`: the program gets SIGINT, as with Ctrl-C, because on Node.js 20 bubbleprof waits forever after its
 * command has ended.
 */
export const stopsBy: Readonly<Record<ProfileTool, 'on-port' | 'interrupt'>> = {
  doctor: 'on-port',
  heapprofiler: 'on-port',
  bubbleprof: 'interrupt',
  flame: 'on-port',
};
