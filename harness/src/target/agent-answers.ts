import type { AgentMethod } from '../model/agent-protocol.js';
import { agentAnswerSchemas } from '../schema/agent-answer-schema.js';

/** What is wrong with an answer, beginning with the name of the field; null where nothing is. */
export function findAnswerFault(method: AgentMethod, answer: unknown): string | null {
  const { error } = agentAnswerSchemas[method].safeParse(answer);
  const issue = error?.issues[0];
  if (issue === undefined) return null;
  const field = issue.path.length === 0 ? 'all of it' : `\`${issue.path.join('.')}\``;
  return `${field}: ${issue.message}`;
}
