/** By the beginning of how the agent describes a native object. */
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
  ['MessagePort', (at) => `\`close()\` one port of the channel that ${at} makes when its answer is in.`],
  ['BroadcastChannel', (at) => `Open the channel once, outside of ${at}, or \`close()\` it when the request ends.`],
];

/** What to change where objects stay that stand for memory outside of the heap. */
export function adviceForNative(at: string, description: string): string {
  const found = byDescription.find(([beginning]) => description.startsWith(beginning));
  return (
    found?.[1](at) ?? `Make once, outside of ${at}, what it makes for each request, or close it when the request ends.`
  );
}
