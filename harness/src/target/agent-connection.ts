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
   * Resolves with null when the process ends before it answers. The answer itself may be null, too.
   *
   * @throws HarnessError `AGENT_UNRESPONSIVE`, `AGENT_MISSPOKE`
   */
  request<M extends AgentMethod>(question: Question<M>, timeoutMs: number): Promise<Reply<M> | null>;
}

/** Decides on the peers of a socket. */
export interface AgentDoor {
  /** Resolves with the reason why a peer is turned away; null where it may stay. */
  greet(connection: AgentConnection): Promise<string | null>;
  /** Whether a process lives on after its agent has hung up. */
  livesOn(pid: number): Promise<boolean>;
  /** Called when a peer was hung up on, because it was turned away or broke the protocol. */
  onDropped(hello: AgentHello | null, why: string): void;
}

/**
 * The longest greeting. It is one line of numbers, and the path of a script (4 KB at most on Linux, more where it is
 * escaped).
 */
const longestHello = 64 * 1024;

/**
 * The longest honest answers tell where things were made: 4 MB for two thousand places. This leaves room for thirty
 * thousand, and V8 has no text above 512 MB. If it were higher, an endless line would take more of our memory.
 */
const longestAnswer = 64 * 1024 * 1024;

/** One line of ASCII, because the agent decodes each chunk by itself. */
function formatRequest(request: AgentRequest): string {
  const toEscape = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return `${JSON.stringify(request).replace(/[\u0080-\uffff]/g, toEscape)}\n`;
}

interface Waiting {
  settle(response: AgentResponse | null): void;
  fail(error: Error): void;
}

/** Does the work once, when it is first asked for. */
function lazily<T>(work: () => Promise<T>): () => Promise<T> {
  let done: Promise<T> | null = null;
  return () => {
    done ??= work();
    return done;
  };
}

/** Gives questions their numbers, and hands each answer to whoever asked. */
function createRequester(socket: Socket) {
  const pending = new Map<number, Waiting>();
  /** Questions that nobody waits for any more, but that may still be answered. */
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
    /** Returns false when nobody asked that question. */
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
 * Speaks with the agent at the other end of the socket. A peer that breaks the protocol is hung up on. If it was an
 * agent, questions to it fail from then on, because what its process holds would be missing without a word.
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

  /**
   * An agent that hangs up because its process ends need not say so. But one that hangs up and lives on would be
   * missing without a word.
   */
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
  // A process that is killed resets its socket. The event `close` follows and does the rest.
  socket.on('error', () => undefined);
}
