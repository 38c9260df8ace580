import type { Socket } from 'node:net';
import type {
  AgentAnswer,
  AgentHello,
  AgentMessage,
  AgentMethod,
  AgentRequest,
  AgentResponse,
} from '../model/agent-protocol.js';
import { agentFailed, agentUnresponsive } from './target-errors.js';

/** A request before it has its number. */
type Question<M extends AgentMethod = AgentMethod> = Omit<AgentRequest<M>, 'id'>;

interface Reply<M extends AgentMethod> {
  readonly answer: AgentAnswer<M>;
}

/** One process of the target that carries the agent. */
export interface AgentConnection {
  readonly hello: AgentHello;
  /** Null when the process ends before it answers; an answer may be null, too. */
  request<M extends AgentMethod>(question: Question<M>, timeoutMs: number): Promise<Reply<M> | null>;
}

/** Cuts a stream of text into the JSON values of its lines; throws at what is not JSON. */
function createLineParser(onMessage: (message: AgentMessage) => void): (chunk: string) => void {
  let rest = '';
  return (chunk) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onMessage(JSON.parse(line) as AgentMessage);
  };
}

/** One line of ASCII: the agent decodes chunks as they come. */
function formatRequest(request: AgentRequest): string {
  const toEscape = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return `${JSON.stringify(request).replace(/[\u0080-\uffff]/g, toEscape)}\n`;
}

function createRequester(socket: Socket) {
  const pending = new Map<number, (response: AgentResponse | null) => void>();
  let lastId = 0;

  socket.on('close', () => {
    for (const settle of pending.values()) settle(null);
  });

  function ask(question: Question, timeoutMs: number, timeout: () => Error): Promise<AgentResponse | null> {
    lastId += 1;
    const id = lastId;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        pending.delete(id);
        reject(timeout());
      }, timeoutMs);
      pending.set(id, (response) => {
        clearTimeout(timer);
        pending.delete(id);
        resolve(response);
      });
      if (socket.destroyed) pending.get(id)?.(null);
      else socket.write(formatRequest({ ...question, id }));
    });
  }

  return { ask, settle: (response: AgentResponse) => pending.get(response.id)?.(response) };
}

/** Speaks with the agent at the other end of the socket; `onHello` is called once it has said who it is. */
export function acceptAgent(socket: Socket, onHello: (connection: AgentConnection) => void): void {
  const { ask, settle } = createRequester(socket);

  function connectionOf(hello: AgentHello): AgentConnection {
    return {
      hello,
      async request<M extends AgentMethod>(question: Question<M>, timeoutMs: number) {
        const { method } = question;
        const response = await ask(question, timeoutMs, () => agentUnresponsive(hello.pid, method, timeoutMs));
        if (response?.type === 'failure') throw agentFailed(hello.pid, method, response.message);
        // The agent answers what it was asked.
        return response === null ? null : { answer: response.answer as AgentAnswer<M> };
      },
    };
  }

  const parse = createLineParser((message) => {
    if (message.type === 'hello') onHello(connectionOf(message));
    else settle(message);
  });
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => {
    try {
      parse(chunk);
    } catch {
      // No agent of ours: hang up rather than guess.
      socket.destroy();
    }
  });
  // A process that is killed resets its socket; `close` tells the rest.
  socket.on('error', () => undefined);
}
