import workerThreads = require('node:worker_threads');
import ask = require('./worker-ask.cjs');
import own = require('./own-globals.cjs');
import trackWorkers = require('./track-workers.cjs');

import type { OriginEvidence } from '../../model/evidence.js' with { 'resolution-mode': 'import' };
import type { NodeReading, NodeThreadReading } from '../../model/runtimes/node/reading.js' with {
  'resolution-mode': 'import',
};
import type { TimerGroup } from '../../model/target.js' with { 'resolution-mode': 'import' };

/** As it was when the agent was loaded: diagnosis would see a channel of ours. */
const { BroadcastChannel } = workerThreads;

type WorkerAsk = Parameters<typeof ask.isOpen>[0];
type Board = WorkerAsk['board'];

/**
 * Since the last sign of life of any thread, for many threads wait for few cores. A thread that starts hears nothing for
 * some 40 ms; one that is blocked for ever must not hold up each floor.
 */
const unheardPatienceMs = 1_000;
/** For a thread that did not hear the last question. */
const silentPatienceMs = 50;
/** The same for a thread that has heard and is not done; one pass over a gigabyte of small objects takes about a second. */
const heardPatienceMs = 2_000;
/** The harness waits for 30 s in all: what many threads do not answer by then stays unread. */
const longestMs = 10_000;
/** A thread that starts meanwhile has not heard what was asked before. */
const askAgainMs = 20;

/** Room for threads that are found only by asking: those that worker threads started. */
const spareSlots = 32;
const shortTextBytes = 1_024;
/** 200 groups of timers. */
const longTextBytes = 32_768;
/** Some sixty origins with long stacks. What is not written takes no memory. */
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
  /** One more collection in each, while a census is taken: the number by which its trace knows each thread. */
  readonly count: () => Promise<Answers<{ readonly tid: number | null }>>;
  /** Null where one of the threads does not tell. */
  readonly timers: () => Promise<readonly TimerGroup[] | null>;
  /** What lives in those that answer, and where it was made; in diagnose mode. */
  readonly origins: () => Promise<readonly OriginEvidence[]>;
}

/**
 * One board for all questions: what is sent to a thread that is blocked stays in its queue, and would keep a new one alive
 * for each. Another only where there are more threads, or where somebody may yet write an answer that came too late.
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

/** Asks every worker thread of this process at once, and waits for those that can hear. */
function askWorkers(): Workers {
  const shortBoard = openBoards(shortTextBytes);
  const longBoard = openBoards(longTextBytes);
  const originsBoard = openBoards(originsTextBytes);
  const liveThreads = trackWorkers();
  const silent = new Set<number>();
  let channel: workerThreads.BroadcastChannel | null = null;
  let lastId = 0;

  function openChannel(): workerThreads.BroadcastChannel {
    const opened = new BroadcastChannel(ask.channelName());
    (opened as unknown as { unref(): void }).unref();
    return opened;
  }

  /** Those that this thread started, and those that these did, as far as they have told. */
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

  /** Whether nobody is worth waiting for any more, so long after the last sign of life of any thread. */
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
      // The heap of one that has been silent is in no reading, and its timers hold nothing of another heap.
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
