import type { Socket } from 'node:net';
import type { AgentAnswer, AgentHello, AgentMethod, AgentRequest, AgentResponse } from '../model/agent-protocol.js';
import { isStopped } from '../platform/processes/procfs.js';
import { createLineSplitter, LineTooLong } from '../platform/text/split-lines.js';
import { parseAgentMessage } from './agent-messages.js';
import { findAnswerFault } from './find-answer-fault.js';
import { agentFailed, agentMisspoke, agentUnresponsive } from './target-errors.js';

/** A request before it has its number. */
type Question<M extends AgentMethod = AgentMethod> = Omit<AgentRequest<M>, 'id'>;

interface Reply<M extends AgentMethod> {
  readonly answer: AgentAnswer<M>;
}

/** One process of the target that carries the agent. */
export interface AgentConnection {
  readonly hello: AgentHello;
  /**
   * Null when the process ends before it answers; an answer may be null, too.
   *
   * @throws HarnessError `AGENT_UNRESPONSIVE`, `AGENT_MISSPOKE`
   */
  request<M extends AgentMethod>(question: Question<M>, timeoutMs: number): Promise<Reply<M> | null>;
}

/** Who is asked before a peer becomes a connection. */
export interface AgentDoor {
  /** Gives why the peer is turned away, or null. */
  greet(connection: AgentConnection): Promise<string | null>;
  /** Whether a process whose agent has hung up goes on without it. */
  livesOn(pid: number): Promise<boolean>;
  /** The peer was hung up on: it was turned away, or did not keep to the protocol. */
  onDropped(hello: AgentHello | null, why: string): void;
}

/** A peer says who it is in a line: numbers, and the path of a script (4 KB at most on Linux, more where it is escaped). */
const longestHello = 64 * 1024;

/**
 * The longest honest answers are those about where things were made: 4 MB for two thousand places. This is room for thirty
 * thousand; V8 has no text above 512 MB. Higher: an endless line takes more of our memory.
 */
const longestAnswer = 64 * 1024 * 1024;

/** One line of ASCII: the agent decodes chunks as they come. */
function formatRequest(request: AgentRequest): string {
  const toEscape = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return `${JSON.stringify(request).replace(/[\u0080-\uffff]/g, toEscape)}\n`;
}

interface Waiting {
  settle(response: AgentResponse | null): void;
  fail(error: Error): void;
}

/** Does it once, when it is first asked for. */
function lazily<T>(work: () => Promise<T>): () => Promise<T> {
  let done: Promise<T> | null = null;
  return () => {
    done ??= work();
    return done;
  };
}

/** Gives questions their numbers, and answers to those who asked. */
function createRequester(socket: Socket) {
  const pending = new Map<number, Waiting>();
  /** Answers that may still come, though nobody waits any more. */
  const late = new Set<number>();
  let lastId = 0;

  socket.on('close', () => {
    for (const { settle } of pending.values()) settle(null);
  });

  function ask(question: Question, timeoutMs: number, timeout: () => Error): Promise<AgentResponse | null> {
    lastId += 1;
    const id = lastId;
    return new Promise((resolve, reject) => {
      const end = (): void => {
        clearTimeout(timer);
        pending.delete(id);
      };
      const fail = (error: Error): void => {
        end();
        reject(error);
      };
      const timer = setTimeout(() => {
        late.add(id);
        fail(timeout());
      }, timeoutMs);
      const settle = (response: AgentResponse | null): void => {
        end();
        resolve(response);
      };
      pending.set(id, { settle, fail });
      if (socket.destroyed) settle(null);
      else socket.write(formatRequest({ ...question, id }));
    });
  }

  return {
    ask,
    /** False when nobody asked for that. */
    settle(response: AgentResponse): boolean {
      const waiting = pending.get(response.id);
      waiting?.settle(response);
      return waiting !== undefined || late.delete(response.id);
    },
    failAll(error: Error): void {
      for (const { fail } of pending.values()) fail(error);
    },
  };
}

/**
 * Speaks with the agent at the other end of the socket. Whoever breaks the protocol is hung up on; questions to an agent that
 * did are refused from then on, because what it holds would silently be missing.
 */
export function acceptAgent(socket: Socket, door: AgentDoor): void {
  const { ask, settle, failAll } = createRequester(socket);
  let known: AgentHello | null = null;
  let breach: string | null = null;

  function drop(why: string): void {
    if (breach !== null) return;
    breach = why;
    if (known !== null) failAll(agentMisspoke(known.pid, why));
    socket.destroy();
    door.onDropped(known, why);
  }

  /** An agent says nothing when its process ends. One that hangs up and lives on would silently be missing. */
  const farewell = lazily(async () => {
    if (breach === null && known !== null && (await door.livesOn(known.pid)))
      drop('it closed its socket, and its process goes on');
  });
  socket.on('close', () => void farewell());

  function connectionOf(hello: AgentHello): AgentConnection {
    return {
      hello,
      async request<M extends AgentMethod>(question: Question<M>, timeoutMs: number) {
        if (breach !== null) throw agentMisspoke(hello.pid, breach);
        const { method } = question;
        const response = await ask(question, timeoutMs, () =>
          agentUnresponsive(hello.pid, method, timeoutMs, isStopped(hello.pid)),
        );
        if (response === null) {
          await farewell();
          if (breach !== null) throw agentMisspoke(hello.pid, breach);
          return null;
        }
        if (response.type === 'failure') throw agentFailed(hello.pid, method, response.message);
        const fault = findAnswerFault(hello.runtime, method, response.answer);
        if (fault === null) return { answer: response.answer as AgentAnswer<M> };
        drop(`its answer to "${method}" is wrong in ${fault}`);
        throw agentMisspoke(hello.pid, breach ?? fault);
      },
    };
  }

  async function greet(hello: AgentHello): Promise<void> {
    if (known !== null) return drop('it said who it is a second time');
    known = hello;
    const refusal = await door.greet(connectionOf(hello));
    if (refusal !== null && !socket.destroyed) drop(refusal);
  }

  const split = createLineSplitter(
    () => (known === null ? longestHello : longestAnswer),
    (line) => {
      if (breach !== null) return;
      const message = parseAgentMessage(line);
      if (message === null) drop('it sent a line that is no message');
      else if (message.type === 'hello') void greet(message);
      else if (!settle(message)) drop(`it sent answer ${message.id}, which nobody had asked for`);
    },
  );
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => {
    if (breach !== null) return;
    try {
      split(chunk);
    } catch (error) {
      if (!(error instanceof LineTooLong)) throw error;
      drop(`it sent ${error.message}`);
    }
  });
  // A process that is killed resets its socket; `close` tells the rest.
  socket.on('error', () => undefined);
}
