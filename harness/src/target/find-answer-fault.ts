import type { AgentMethod } from '../model/agent-protocol.js';
import type { RuntimeKind } from '../model/runtimes/runtime-kind.js';
import { runtimes } from '../runtimes/runtimes.js';
import { agentAnswerSchemas } from '../schema/agent-answer-schema.js';

/** What is wrong with an answer, beginning with the name of the field; null where nothing is wrong. */
export function findAnswerFault(runtime: RuntimeKind, method: AgentMethod, answer: unknown): string | null {
  const isReading = method === 'read' || method === 'collect';
  const schema = isReading ? runtimes[runtime].readingSchema : agentAnswerSchemas[method];
  const { error } = schema.safeParse(answer);
  const issue = error?.issues[0];
  if (issue === undefined) return null;
  const field = issue.path.length === 0 ? 'all of it' : `\`${issue.path.join('.')}\``;
  return `${field}: ${issue.message}`;
}
