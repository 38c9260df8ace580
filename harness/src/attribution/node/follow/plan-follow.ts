import type { RawFrame } from '../../../model/evidence.js';
import type { FollowedThings, FollowRequest } from '../../../model/follow.js';
import { placeKey } from '../../stack-key.js';
import type { OwnCode } from '../source/own-code.js';
import type { ScriptLibrary } from '../source/script.js';
import { callbacksAt, followedAt } from './function-parts.js';

/** A call from code of one owner to code of another. */
interface Border {
  /** Indices into the stack of the frame that calls and of the function that is called. */
  readonly caller: number;
  readonly callee: number;
}

const isNodeFile = ({ file }: RawFrame): boolean => file.startsWith('node:');

/** Every place on a stack where one owner calls another, from the innermost caller outwards. */
export function bordersOf(stack: readonly RawFrame[], { owningPackage }: OwnCode): readonly Border[] {
  const named = stack.map((frame, index) => ({ frame, index })).filter(({ frame }) => !isNodeFile(frame));
  return named.slice(1).flatMap(({ frame, index }, before) => {
    const inner = named[before];
    if (inner === undefined || owningPackage(inner.frame.file) === owningPackage(frame.file)) return [];
    return [{ caller: index, callee: inner.index }];
  });
}

/** What to follow, and which call of the request stands for which border of a stack. */
export interface FollowPlan {
  readonly request: FollowRequest;
  /**
   * Index of the call in the request, for a stack of the plan and the index of a calling frame. Null when that frame is
   * no border.
   */
  callOf(stack: readonly RawFrame[], caller: number): number | null;
}

/** The same border may be on many stacks, so its key is the two places. */
const borderKey = (stack: readonly RawFrame[], caller: number, callee: number): string =>
  [stack[caller], stack[callee]].map((frame) => (frame === undefined ? '' : placeKey(frame))).join('\n');

/** What leaks, and a stack that led to it. */
export interface Suspect {
  readonly of: FollowedThings;
  readonly stack: readonly RawFrame[];
}

/** More borders than these would make the window too long. The innermost ones of each stack come first. */
const mostCalls = 40;

/** The borders up to the last one that own code calls. Who called that own code does not matter. */
function withinOwn(stack: readonly RawFrame[], ownCode: OwnCode): readonly Border[] {
  const borders = bordersOf(stack, ownCode);
  const isAuthored = (frame: RawFrame | undefined): boolean =>
    frame !== undefined && !ownCode.isPackageFile(frame.file);
  const own = borders.findLastIndex(({ caller }) => isAuthored(stack[caller]));
  return own === -1 ? borders : borders.slice(0, own + 1);
}

const asked = (questions: Iterable<{ readonly of: FollowedThings; readonly calls: ReadonlySet<number> }>) =>
  [...questions].filter(({ calls }) => calls.size > 0).map(({ of, calls }) => ({ of, calls: [...calls] }));

/** Plans to watch what every call from one owner's code into another's gives back. */
export function planFollow(
  suspects: readonly Suspect[],
  holders: FollowRequest['holders'],
  scripts: ScriptLibrary,
): FollowPlan {
  const calls = new Map<string, number>();
  const followed: FollowRequest['calls'][number][] = [];
  const callbacks: FollowRequest['callbacks'][number][] = [];
  const questions = new Map<string, { readonly of: FollowedThings; readonly calls: Set<number> }>();
  for (const { of, stack } of suspects) {
    const question = questions.get(JSON.stringify(of)) ?? { of, calls: new Set<number>() };
    questions.set(JSON.stringify(of), question);
    for (const { caller, callee } of withinOwn(stack, scripts.ownCode)) {
      const [from, into] = [stack[caller], stack[callee]];
      const key = borderKey(stack, caller, callee);
      const known = calls.get(key);
      if (known !== undefined) question.calls.add(known);
      if (from === undefined || into === undefined || known !== undefined || calls.size >= mostCalls) continue;
      const call = followed.length;
      question.calls.add(call);
      calls.set(key, call);
      followed.push(followedAt(into, scripts.script(into.file)));
      callbacks.push(...callbacksAt(from, scripts.script(from.file)).map((callback) => ({ ...callback, call })));
    }
  }
  return {
    request: {
      lines: [],
      calls: followed,
      callbacks,
      holders,
      questions: asked(questions.values()),
      followsCauses: false,
    },
    callOf: (stack, caller) => {
      const border = bordersOf(stack, scripts.ownCode).find((candidate) => candidate.caller === caller);
      return border === undefined ? null : (calls.get(borderKey(stack, caller, border.callee)) ?? null);
    },
  };
}
