import type { FollowedFunction } from '../../../model/follow.js' with { 'resolution-mode': 'import' };

type Place = FollowedFunction['place'];

interface AwaitedGrowth {
  /** A line is about to run. Those of one place are told of in their order, before it runs. */
  reach(line: number, place: Place): void;
  /** Calls back when the line that was just reached has run, if something has grown by then. */
  expect(hasGrown: () => boolean, then: () => void): void;
}

const isSame = (a: Place, b: Place): boolean => a.file === b.file && a.line === b.line && a.column === b.column;

/** What a line did is seen when the next one is reached, or when the program comes to rest. */
function awaitGrowth(): AwaitedGrowth {
  let latest: { readonly line: number; readonly place: Place } | null = null;
  let awaited: (() => void)[] = [];

  function settle(): void {
    const settled = awaited;
    awaited = [];
    for (const look of settled) look();
  }

  return {
    reach(line, place) {
      const isSameStop = latest !== null && latest.line < line && isSame(latest.place, place);
      if (!isSameStop) settle();
      latest = { line, place };
    },
    expect(hasGrown, then) {
      if (awaited.length === 0) queueMicrotask(settle);
      awaited.push(() => {
        if (hasGrown()) then();
      });
    },
  };
}

export = awaitGrowth;
