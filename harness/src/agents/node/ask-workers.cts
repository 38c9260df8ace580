import workerThreads = require('node:worker_threads');
import ask = require('./worker-ask.cjs');
import own = require('./own-globals.cjs');
import trackWorkers = require('./track-workers.cjs');
import attachment = require('./attachment.cjs');

import type { OriginEvidence } from '../../model/evidence.js' with { 'resolution-mode': 'import' };
import type { NodeReading, NodeThreadReading } from '../../model/runtimes/node/reading.js' with {
  'resolution-mode': 'import',
};
import type { TimerGroup } from '../../model/target.js' with { 'resolution-mode': 'import' };

/** Taken when the agent is loaded. Diagnosis replaces the class later, and would see a channel of ours. */
const { BroadcastChannel } = workerThreads;

type WorkerAsk = Parameters<typeof ask.isOpen>[0];
type Board = WorkerAsk['board'];

/**
 * How long a thread may stay silent, counted from the last sign of life of any thread, because many threads wait for
 * few cores. A thread that is starting hears nothing for some 40 ms. One that is blocked for ever must not hold up each
 * floor.
 */
const unheardPatienceMs = 1_000;
/** The same for a thread that did not hear the last question. */
const silentPatienceMs = 50;
/**
 * The same for a thread that has heard the question and is not done. One pass over a gigabyte of small objects takes
 * about a second.
 */
const heardPatienceMs = 2_000;
/** The harness waits 30 s for the whole answer. Threads that have not answered by this time stay unread. */
const longestMs = 10_000;
/** The question is sent again after this time, because a thread that started meanwhile has not heard it. */
const askAgainMs = 20;

/** Room for threads that only the answers tell of: those that worker threads started. */
const spareSlots = 32;
const shortTextBytes = 1_024;
/** Room for 200 groups of timers. */
const longTextBytes = 32_768;
/** Room for some sixty origins with long stacks. Pages that nobody writes to take no memory. */
const originsTextBytes = 262_144;

interface Answer {
  /** Threads that this one started. */
  readonly children: readonly number[];
}

type Heap = Pick<NodeThreadReading, 'heapUsedBytes' | 'externalBytes' | 'arrayBuffersBytes'> &
  Pick<NodeReading, 'forced'>;

interface Answers<T> {
  readonly answers: ReadonlyMap<number, T>;
  /** Live threads that did not answer. */
  readonly unread: readonly number[];
}

interface Workers {
  /** Worker threads that this thread started. */
  readonly live: () => readonly number[];
  readonly collect: (
    isCounting: boolean,
  ) => Promise<Pick<NodeReading, 'threads' | 'unreadThreads'> & { readonly isStable: boolean }>;
  /**
   * Makes one more collection in each thread while a census is taken. Each answer has the number by which V8's trace
   * knows the thread.
   */
  readonly count: () => Promise<Answers<{ readonly tid: number | null }>>;
  /** Null where one of the threads cannot tell its timers. */
  readonly timers: () => Promise<readonly TimerGroup[] | null>;
  /** What is alive in the threads that answer, and where it was made. Only in diagnose mode. */
  readonly origins: () => Promise<readonly OriginEvidence[]>;
}

/**
 * Keeps one board for all questions. A question to a blocked thread stays in its queue, and a new board for each
 * question would stay alive there. Another board is made only where there are more threads, or where a thread may still
 * write a late answer.
 */
function openBoards(textBytes: number): (threads: number) => Board {
  let board: Board | null = null;
  return (threads) => {
    const isLate = board !== null && ask.readSlots(board).some((slot) => slot.isHeard && !slot.isOver);
    if (board === null || isLate || board.slots < threads + spareSlots)
      board = ask.createBoard(2 * threads + spareSlots, textBytes);
    return board;
  };
}

/**
 * Asks every worker thread of this process at once, and waits for those that can hear it.
 *
 * @param started threads that run already. They carry no agent, so they stay unread.
 */
function askWorkers(started: readonly workerThreads.Worker[] = []): Workers {
  const shortBoard = openBoards(shortTextBytes);
  const longBoard = openBoards(longTextBytes);
  const originsBoard = openBoards(originsTextBytes);
  const liveThreads = trackWorkers(started);
  const silent = new Set<number>();
  let channel: workerThreads.BroadcastChannel | null = null;
  let lastId = 0;

  function openChannel(): workerThreads.BroadcastChannel {
    const opened = new BroadcastChannel(ask.channelName());
    (opened as unknown as { unref(): void }).unref();
    attachment.onWithdrawal(() => opened.close());
    return opened;
  }

  /** The threads that this thread started, and those that they started, as far as they have told. */
  function expected(told: ReadonlyMap<number, Answer>): readonly number[] {
    const all = new Set(liveThreads());
    for (const threadId of all) for (const child of told.get(threadId)?.children ?? []) all.add(child);
    return [...all];
  }

  function readAnswers<T extends Answer>(board: Board) {
    const slots = new Map(ask.readSlots(board).map((slot) => [slot.threadId, slot]));
    const told = new Map<number, T>();
    for (const [threadId, { text }] of slots) if (text !== null) told.set(threadId, own.parseJson(text) as T);
    return { slots, told };
  }

  /**
   * Whether no thread is worth waiting for any more. `quietMs` is the time since the last sign of life of any thread.
   */
  function isOver(board: Board, quietMs: number): boolean {
    const { slots, told } = readAnswers(board);
    return expected(told).every((threadId) => {
      const slot = slots.get(threadId);
      if (slot?.isOver) return true;
      if (slot?.isHeard) return quietMs > heardPatienceMs;
      return quietMs > (silent.has(threadId) ? silentPatienceMs : unheardPatienceMs);
    });
  }

  async function ofAll<T extends Answer>(
    question: WorkerAsk['question'],
    isCounting: boolean,
    boardFor = shortBoard,
  ): Promise<Answers<T>> {
    const live = liveThreads();
    if (live.length === 0) return { answers: new Map(), unread: [] };
    lastId += 1;
    const board = boardFor(live.length);
    ask.openAsk(board, lastId);
    const asked: WorkerAsk = { id: lastId, question, isCounting, board };
    channel ??= openChannel();
    const startedMs = own.nowMs();
    let [lives, livedMs, askedMs] = [0, startedMs, Number.NEGATIVE_INFINITY];
    for (;;) {
      const nowMs = own.nowMs();
      const signs = ask.countSigns(board);
      if (signs !== lives) [lives, livedMs] = [signs, nowMs];
      if (nowMs - startedMs > longestMs || isOver(board, nowMs - livedMs)) break;
      if (nowMs - askedMs >= askAgainMs) {
        channel.postMessage(asked);
        askedMs = nowMs;
      }
      await new own.Promise((resolve) => own.setTimeout(resolve, 1));
    }
    ask.closeAsk(board);
    return conclude(board);
  }

  function conclude<T extends Answer>(board: Board): Answers<T> {
    const { slots, told } = readAnswers<T>(board);
    const all = expected(told);
    silent.clear();
    for (const threadId of all) if (!slots.has(threadId)) silent.add(threadId);
    const answers = new Map([...told].filter(([threadId]) => all.includes(threadId)));
    return { answers, unread: all.filter((threadId) => !told.has(threadId)) };
  }

  return {
    live: liveThreads,
    async collect(isCounting) {
      const { answers, unread } = await ofAll<Answer & Heap>('collect', isCounting);
      const threads = [...answers].map(
        ([threadId, { heapUsedBytes, externalBytes, arrayBuffersBytes }]): NodeThreadReading => ({
          threadId,
          heapUsedBytes,
          externalBytes,
          arrayBuffersBytes,
          census: null,
        }),
      );
      const isStable = [...answers.values()].every(({ forced }) => forced.isStable);
      return { threads, unreadThreads: unread.length, isStable };
    },
    count: () => ofAll<Answer & { readonly tid: number | null }>('count', true),
    async timers() {
      const silentBefore = new Set(silent);
      const asked = await ofAll<Answer & { readonly timers: readonly TimerGroup[] | null }>('timers', false, longBoard);
      const told = [...asked.answers.values()].map(({ timers }) => timers);
      // A thread that was silent before has no heap in the reading, and its timers hold nothing in another heap.
      const isOneMissing = asked.unread.some((threadId) => !silentBefore.has(threadId));
      if (isOneMissing || told.includes(null)) return null;
      return told.flatMap((timers) => timers ?? []);
    },
    async origins() {
      type Told = Answer & { readonly origins: readonly OriginEvidence[] };
      const { answers } = await ofAll<Told>('origins', false, originsBoard);
      return [...answers.values()].flatMap(({ origins }) => origins);
    },
  };
}

export = askWorkers;
