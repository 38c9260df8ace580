import type { FollowedFrame, RetainerLink } from '../../../model/evidence.js';
import type { FollowedThings, GivenLink } from '../../../model/follow.js';
import type { RawEvidence } from '../../raw-evidence.js';
import { stackKey } from '../../stack-key.js';
import { isNeverTakenFrom, isTakenByItself } from '../sites/taken-out.js';
import type { ScriptLibrary } from '../source/script.js';
import { argumentMadeAt, storeMadeAt } from './function-parts.js';
import { type Gift, giftOf } from './handed.js';
import type { FollowPlan } from './plan-follow.js';

function keyOf(things: FollowedThings): string {
  if (things.from === 'origin') return stackKey(things.kind, things.stack);
  return things.from === 'holder' ? `holder ${things.holder}` : 'calls';
}

/**
 * When the caller made what leads to the leaked thing, the frame moves to the line that made it. That is an object that
 * the caller handed over, or a store of its own that remembers each answer.
 */
function withGift(
  frame: FollowedFrame,
  { gave, isPassed, isRemembered }: Gift,
  retainers: readonly RetainerLink[],
  scripts: ScriptLibrary,
): FollowedFrame {
  const script = scripts.script(frame.file);
  const madeAt = isPassed ? argumentMadeAt(frame, script) : null;
  if (madeAt !== null) return { ...frame, ...madeAt, gave: 'handle' };
  const storeAt = isRemembered && gave === 'nothing' ? storeMadeAt(retainers, script) : null;
  if (storeAt !== null) return { ...frame, ...storeAt, gave: 'kept' };
  return gave === null ? frame : { ...frame, gave };
}

/**
 * The key by which the agent knows a stack. The agent saw only the inner part of a stack to which the code that led to
 * it was added.
 */
function seenAs({ kind, stack }: RawEvidence['origins'][number], links: readonly GivenLink[]): string {
  const whole = stackKey(kind, stack);
  const seen = links.map(({ of }) => keyOf(of)).filter((key) => whole === key || whole.startsWith(`${key}\n`));
  return seen.toSorted((a, b) => b.length - a.length)[0] ?? whole;
}

/** Notes at each border of each stack what the call gave back. */
export function withHanded(
  raw: RawEvidence,
  plan: FollowPlan,
  links: readonly GivenLink[],
  scripts: ScriptLibrary,
): RawEvidence {
  /**
   * Who can take things out of what grew. If a package never takes anything out of its own collection, or takes things
   * out only by itself, nobody else can give them back.
   */
  function whoTakes(
    retainers: readonly RetainerLink[],
    [writer, ...callers]: readonly FollowedFrame[],
  ): 'nobody' | 'itself' | 'anybody' {
    if (writer === undefined || scripts.ownCode.owningPackage(writer.file) === null) return 'anybody';
    const script = scripts.script(writer.file);
    const others = callers.map(({ file }) => scripts.script(file)).filter((caller) => caller !== null);
    if (isNeverTakenFrom(retainers, script, [...new Set(others)])) return 'nobody';
    return isTakenByItself(retainers, script) ? 'itself' : 'anybody';
  }

  function mark(
    stack: readonly FollowedFrame[],
    of: string,
    retainers: readonly RetainerLink[] = [],
  ): readonly FollowedFrame[] {
    const taker = whoTakes(retainers, stack);
    const innermost = stack.findIndex((_, index) => plan.callOf(stack, index) !== null);
    const isLast = (index: number): boolean => index === innermost;
    return stack.map((frame, index) => {
      const call = plan.callOf(stack, index);
      const link = links.find((candidate) => candidate.call === call && keyOf(candidate.of) === of);
      if (link === undefined) return frame;
      const gift = giftOf(link, isLast(index));
      const isUseless = taker === 'nobody' && gift.gave === 'handle';
      const given: Gift = {
        gave: isUseless ? 'nothing' : gift.gave,
        isPassed: gift.isPassed && !isUseless,
        isRemembered: gift.isRemembered && taker !== 'itself',
      };
      return withGift(frame, given, retainers, scripts);
    });
  }
  return {
    ...raw,
    allocations: raw.allocations.map((site) => ({ ...site, stack: mark(site.stack, 'calls') })),
    origins: raw.origins.map((origin) => ({ ...origin, stack: mark(origin.stack, seenAs(origin, links)) })),
    growths: raw.growths.map((growth, index) =>
      growth.writtenBy === undefined
        ? growth
        : {
            ...growth,
            writtenBy: growth.writtenBy.map((writing) => ({
              ...writing,
              stack: mark(writing.stack, keyOf({ from: 'holder', holder: index }), growth.retainers),
            })),
          },
    ),
  };
}
