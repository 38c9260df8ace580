import { z } from 'zod';
import type { AgentMessage } from '../model/agent-protocol.js';
import { runtimeKinds } from '../model/runtimes/runtime-kind.js';

const id = z.int().positive();

/** The shapes of what an agent may send. The content of an answer is checked where its method is known. */
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

/** The message in a line; null where the line is none. */
export function parseAgentMessage(line: string): AgentMessage | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  // The parsed value itself and not the schema's copy, because an answer may have megabytes.
  return shape.safeParse(value).success ? (value as AgentMessage) : null;
}
