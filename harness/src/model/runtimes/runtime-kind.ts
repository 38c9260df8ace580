/** Runtimes that Leakline has an agent for. */
export const runtimeKinds = ['node', 'python'] as const;

export type RuntimeKind = (typeof runtimeKinds)[number];
