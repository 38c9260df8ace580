/** Runtimes whose heap Leakline can read: by an agent in the process, or by a door that the runtime has itself. */
export const runtimeKinds = ['node', 'python', 'go', 'jvm'] as const;

export type RuntimeKind = (typeof runtimeKinds)[number];
