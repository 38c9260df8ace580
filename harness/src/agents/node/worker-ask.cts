import own = require('./own-globals.cjs');
/** What a worker thread is asked. */
type Question = 'collect' | 'count' | 'timers' | 'origins';

/** Shared memory for the answers, so that threads do not receive one another's. */
interface Board {
  readonly slots: number;
  readonly textBytes: number;
  readonly shared: SharedArrayBuffer;
}

/** A question, sent to every worker thread of the process at once. */
interface WorkerAsk {
  /** Counts up. A thread does not take the same question twice. */
  readonly id: number;
  readonly question: Question;
  /** Whether objects are counted after the collection, so that code may move the heap. */
  readonly isCounting: boolean;
  readonly board: Board;
}

/** The states of a slot. */
const states = { heard: 1, answered: 2, failed: 3 } as const;

/** The question that is open; 0 for none. */
const openAt = 0;
const claimedAt = 1;
/** 1 while a thread has its turn. */
const turnAt = 2;
/** Counts the signs of life of all threads. */
const signsAt = 3;
const headerWords = 4;

/** A thread that is ended during its turn never gives it back, so others wait no longer than this. */
const turnPatienceMs = 500;
/** Words of one slot: thread, state, length of the text. */
const slotWords = 3;

interface Slot {
  readonly threadId: number;
  readonly isHeard: boolean;
  /** Null until it is answered, and where the answer failed. */
  readonly text: string | null;
  readonly isOver: boolean;
}

const sizeOf = (slots: number, textBytes: number): number => 4 * (headerWords + slots * slotWords) + slots * textBytes;

const wordsOf = ({ shared, slots }: Board): Int32Array => new Int32Array(shared, 0, headerWords + slots * slotWords);

const textOf = ({ shared, slots, textBytes }: Board, slot: number): Uint8Array =>
  new Uint8Array(shared, sizeOf(slots, 0) + slot * textBytes, textBytes);

const placeOf = (slot: number): number => headerWords + slot * slotWords;

const createBoard = (slots: number, textBytes: number): Board => ({
  slots,
  textBytes,
  shared: new own.SharedArrayBuffer(sizeOf(slots, textBytes)),
});

/** Clears the board and opens a question. */
function openAsk(board: Board, id: number): void {
  const words = wordsOf(board);
  words.fill(0);
  Atomics.store(words, openAt, id);
}

/** Closes the question: nobody waits for answers any more. */
function closeAsk(board: Board): void {
  Atomics.store(wordsOf(board), openAt, 0);
}

const isOpen = ({ board, id }: WorkerAsk): boolean => Atomics.load(wordsOf(board), openAt) === id;

/** Changes whenever a thread has heard the question, is at work or is done. */
const countSigns = (board: Board): number => Atomics.load(wordsOf(board), signsAt);

function readSlots(board: Board): readonly Slot[] {
  const words = wordsOf(board);
  const claimed = Math.min(board.slots, Atomics.load(words, claimedAt));
  return Array.from({ length: claimed }, (_, slot) => {
    const place = placeOf(slot);
    const state = Atomics.load(words, place + 1);
    const isAnswered = state === states.answered;
    const length = Atomics.load(words, place + 2);
    return {
      threadId: Atomics.load(words, place),
      isHeard: state !== 0,
      text: isAnswered ? own.Buffer.from(textOf(board, slot).slice(0, length)).toString() : null,
      isOver: isAnswered || state === states.failed,
    };
  });
}

interface Claim {
  /** Gives a sign of life. */
  readonly beat: () => void;
  readonly write: (text: string | null) => void;
}

/** Takes a slot into which this thread writes its answer; null where there is no room. */
function claimSlot({ board }: WorkerAsk, threadId: number): Claim | null {
  const words = wordsOf(board);
  const slot = Atomics.add(words, claimedAt, 1);
  if (slot >= board.slots) return null;
  const place = placeOf(slot);
  Atomics.store(words, place, threadId);
  Atomics.store(words, place + 1, states.heard);
  Atomics.add(words, signsAt, 1);
  return {
    beat: () => void Atomics.add(words, signsAt, 1),
    write(text) {
      const bytes = text === null ? null : own.Buffer.from(text);
      const isFitting = bytes !== null && bytes.length <= board.textBytes;
      if (isFitting) {
        textOf(board, slot).set(bytes);
        Atomics.store(words, place + 2, bytes.length);
      }
      Atomics.store(words, place + 1, isFitting ? states.answered : states.failed);
      Atomics.add(words, signsAt, 1);
    },
  };
}

/**
 * Does what threads must not do at the same moment. After a while it goes ahead even if another thread has the turn.
 */
function takeTurn({ board }: WorkerAsk, act: () => void): void {
  const words = wordsOf(board);
  const untilMs = own.nowMs() + turnPatienceMs;
  while (Atomics.compareExchange(words, turnAt, 0, 1) !== 0 && own.nowMs() < untilMs) Atomics.wait(words, turnAt, 1, 5);
  try {
    act();
  } finally {
    Atomics.store(words, turnAt, 0);
    Atomics.notify(words, turnAt, 1);
  }
}

/** A broadcast only reaches threads of the same process. */
const channelName = (): string => `leakline ${process.pid}`;

export = { createBoard, openAsk, closeAsk, isOpen, countSigns, readSlots, claimSlot, takeTurn, channelName };
