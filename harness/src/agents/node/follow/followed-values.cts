import util = require('node:util');
import members = require('./members.cjs');
import shapes = require('./given-shape.cjs');

/** No more results are kept. They are held strongly, until the window ends. */
const mostResults = 2_000;

interface Pending {
  readonly call: number;
  readonly atMs: number;
  readonly self: unknown;
  readonly args: readonly unknown[];
  value: unknown;
  isSettled: boolean;
  isLoan: boolean;
  /** What its callback was given while the call lasted. */
  lent: readonly unknown[];
}

/** One result of a followed function. */
interface Given {
  readonly call: number;
  readonly atMs: number;
  readonly shape: 'nothing' | 'data' | 'object';
  /**
   * What the caller has in hand: the result, where it can do something; the object whose method was called; and what it
   * was lent.
   */
  readonly values: readonly object[];
  readonly args: readonly object[];
  /** Where the result is data: the result and its parts. */
  readonly answers: readonly object[];
  /**
   * Texts and numbers among the arguments, and in plain objects and arrays among them. They tell equal calls from
   * others.
   */
  readonly key: string;
  readonly canUndo: boolean;
  /** Whether it was lent: given to a function of the caller's, while the call lasted. */
  readonly isLoan: boolean;
}

interface CallState {
  /** What a callback was given that was entered before the call returned. Null where none was. */
  lent: readonly unknown[] | null;
  /** The latest call that returned and whose callback has not been entered yet. */
  latest: Pending | null;
  /**
   * Whether the latest call has called back since it returned. What comes after that is an event, and no loan of the
   * next call.
   */
  isCalledBack: boolean;
}

interface FollowedValues {
  returned(call: number, value: unknown, self: unknown, args: readonly unknown[]): void;
  entered(call: number, args: readonly unknown[]): void;
  results(): readonly Given[];
}

const { then } = Promise.prototype;

/** More parts of a key tell nothing more. */
const mostKeyParts = 20;

const isPrimitive = (value: unknown): boolean => typeof value !== 'function' && !members.isObject(value);

const hasParts = (value: object): boolean =>
  !util.types.isProxy(value) && (Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype);

function keyParts(value: unknown): readonly string[] {
  if (isPrimitive(value)) return [String(value)];
  if (!members.isObject(value) || !hasParts(value)) return [];
  if (Array.isArray(value)) return value.filter(isPrimitive).map(String);
  return Object.values(Object.getOwnPropertyDescriptors(value))
    .filter((descriptor) => 'value' in descriptor && isPrimitive(descriptor.value))
    .map((descriptor) => String(descriptor.value));
}

function answersOf(value: unknown, shape: Given['shape']): readonly object[] {
  return shape === 'data' && members.isObject(value) ? [value, ...members.visibleMembers(value)] : [];
}

function toGiven({ call, atMs, value, self, args, isLoan, lent }: Pending): Given {
  const shape = shapes.givenShape(value, self);
  const canUndo = [value, self].some((object) => shapes.undoesOf(object).length > 0);
  const values = [shape === 'object' ? value : undefined, self, ...lent].filter(members.isObject);
  const key = args.flatMap(keyParts).slice(0, mostKeyParts).join('\n');
  return {
    call,
    atMs,
    shape,
    values,
    args: args.filter(members.isObject),
    answers: answersOf(value, shape),
    key,
    canUndo,
    isLoan,
  };
}

/** Keeps what followed functions give to their callers: directly, by a promise, or by calling them back. */
function createFollowedValues(nowMs: () => number): FollowedValues {
  const kept: Pending[] = [];
  const states = new Map<number, CallState>();

  function stateOf(call: number): CallState {
    const state = states.get(call) ?? { lent: null, latest: null, isCalledBack: false };
    states.set(call, state);
    return state;
  }

  function settle(pending: Pending, value: unknown): void {
    pending.value = value;
    pending.isSettled = true;
  }

  function lend(pending: Pending, args: readonly unknown[]): void {
    pending.isLoan = true;
    pending.lent = args;
  }

  function keep(call: number, value: unknown, self: unknown, args: readonly unknown[]): Pending {
    const open = { value: undefined, isSettled: false, isLoan: false, lent: [] };
    const pending: Pending = { call, atMs: nowMs(), self, args, ...open };
    kept.push(pending);
    if (!util.types.isPromise(value)) settle(pending, value);
    else {
      const onValue = (settled: unknown): void => settle(pending, settled);
      Reflect.apply(then, value, [onValue, () => settle(pending, undefined)]);
    }
    return pending;
  }

  return {
    returned(call, value, self, args) {
      if (kept.length >= mostResults) return;
      const pending = keep(call, value, self, args);
      const state = stateOf(call);
      state.isCalledBack = false;
      if (state.lent !== null) {
        lend(pending, state.lent);
        state.lent = null;
        state.latest = null;
      } else state.latest = pending;
    },
    entered(call, args) {
      const state = stateOf(call);
      const { latest } = state;
      if (latest === null) {
        if (!state.isCalledBack) state.lent ??= args;
        return;
      }
      // Where the result is settled, a call back after the return gives what was asked for. Where a promise is still
      // open, it lends.
      if (!latest.isSettled) lend(latest, args);
      else if (kept.length < mostResults) keep(call, args, undefined, []);
      state.isCalledBack = latest.isSettled;
      state.latest = null;
    },
    results: () => kept.map(toGiven),
  };
}

export = createFollowedValues;
