import type { FollowedThings, GivenLink } from '../../model/follow.js';
import type { ScriptLibrary } from '../source/script.js';
import { argumentMadeAt } from './function-parts.js';
import { handedBy } from './handed.js';
import type { FollowPlan } from './plan-follow.js';
import type { FollowedFrame, RawEvidence } from './raw-evidence.js';
import { stackKey } from './stack-key.js';

function keyOf(things: FollowedThings): string {
  if (things.from === 'origin') return stackKey(things.kind, things.stack);
  return things.from === 'holder' ? `holder ${things.holder}` : 'calls';
}

/** An object that was passed is the caller's own where the caller made it: then the line that did is meant. */
function withGift(frame: FollowedFrame, gave: ReturnType<typeof handedBy>, scripts: ScriptLibrary): FollowedFrame {
  if (gave === null) return frame;
  if (gave !== 'passed') return { ...frame, gave };
  const madeAt = argumentMadeAt(frame, scripts.script(frame.file));
  return madeAt === null ? { ...frame, gave: 'nothing' } : { ...frame, ...madeAt, gave: 'handle' };
}

/** A stack that was lengthened by what led to it is known to the agent by its own part. */
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
  function mark(stack: readonly FollowedFrame[], of: string): readonly FollowedFrame[] {
    return stack.map((frame, index) => {
      const call = plan.callOf(stack, index);
      const link = links.find((candidate) => candidate.call === call && keyOf(candidate.of) === of);
      return link === undefined ? frame : withGift(frame, handedBy(link), scripts);
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
              stack: mark(writing.stack, keyOf({ from: 'holder', holder: index })),
            })),
          },
    ),
  };
}
