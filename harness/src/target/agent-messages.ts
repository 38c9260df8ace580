import { z } from 'zod';
import type { AgentMessage } from '../model/agent-protocol.js';
import { runtimeKinds } from '../model/runtimes/runtime-kind.js';

const id = z.int().positive();

/** What an agent may send, by its shape alone; what an answer holds is looked at where its method is known. */
const shape = z.discriminatedUnion('type', [
  z.looseObject({
    type: z.literal('hello'),
    pid: id,
    ppid: z.int().nonnegative(),
    runtime: z.enum(runtimeKinds),
    version: z.string(),
    script: z.string(),
  }),
  z.looseObject({ type: z.literal('answer'), id }),
  z.looseObject({ type: z.literal('failure'), id, message: z.string() }),
]);

/** The message of one line; null where it is none. */
export function parseAgentMessage(line: string): AgentMessage | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  // Its own value, not the copy: an answer may be megabytes.
  return shape.safeParse(value).success ? (value as AgentMessage) : null;
}
