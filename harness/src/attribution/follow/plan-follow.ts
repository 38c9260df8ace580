import type { RawFrame } from '../../model/evidence.js';
import type { FollowRequest } from '../../model/follow.js';
import type { OwnCode } from '../source/own-code.js';
import type { ScriptLibrary } from '../source/script.js';
import { type Border, bordersOf } from './borders.js';
import { callbacksAt, followedAt } from './function-parts.js';

/** What to follow, and which call of the request stands for which border of a stack. */
export interface FollowPlan {
  readonly request: FollowRequest;
  /** For a stack of the plan and the index of a calling frame: index of the call in the request. */
  callOf(stack: readonly RawFrame[], caller: number): number | null;
}

const placeKey = ({ file, line, column }: RawFrame): string => `${file}:${line}:${column}`;

/** One border may be met on many stacks: who calls from where, and what. */
const borderKey = (stack: readonly RawFrame[], caller: number, callee: number): string =>
  [stack[caller], stack[callee]].map((frame) => (frame === undefined ? '' : placeKey(frame))).join('\n');

/** More borders than these would make the window long; the innermost stacks come first. */
const mostCalls = 40;

/** Who called one's own code is not asked. */
function withinOwn(stack: readonly RawFrame[], ownCode: OwnCode): readonly Border[] {
  const borders = bordersOf(stack, ownCode);
  const isAuthored = (frame: RawFrame | undefined): boolean =>
    frame !== undefined && !ownCode.isPackageFile(frame.file);
  const own = borders.findLastIndex(({ caller }) => isAuthored(stack[caller]));
  return own === -1 ? borders : borders.slice(0, own + 1);
}

/** Plans to see what every call from one owner's code into another's gives back. */
export function planFollow(
  stacks: readonly (readonly RawFrame[])[],
  holders: FollowRequest['holders'],
  scripts: ScriptLibrary,
): FollowPlan {
  const calls = new Map<string, number>();
  const followed: FollowRequest['calls'][number][] = [];
  const callbacks: FollowRequest['callbacks'][number][] = [];
  for (const stack of stacks) {
    for (const { caller, callee } of withinOwn(stack, scripts.ownCode)) {
      const [from, into] = [stack[caller], stack[callee]];
      const key = borderKey(stack, caller, callee);
      if (from === undefined || into === undefined || calls.has(key) || calls.size >= mostCalls) continue;
      const call = followed.length;
      calls.set(key, call);
      followed.push(followedAt(into, scripts.script(into.file)));
      callbacks.push(...callbacksAt(from, scripts.script(from.file)).map((callback) => ({ ...callback, call })));
    }
  }
  return {
    request: { lines: [], calls: followed, callbacks, holders, followsCauses: false },
    callOf: (stack, caller) => {
      const border = bordersOf(stack, scripts.ownCode).find((candidate) => candidate.caller === caller);
      return border === undefined ? null : (calls.get(borderKey(stack, caller, border.callee)) ?? null);
    },
  };
}
