/** Runtimes that Leakline has an agent for. */
export const runtimeKinds = ['node'] as const;

export type RuntimeKind = (typeof runtimeKinds)[number];
