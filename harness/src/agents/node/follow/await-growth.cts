import type { FollowedFunction } from '../../../model/follow.js' with { 'resolution-mode': 'import' };

type Place = FollowedFunction['place'];

interface AwaitedGrowth {
  /** Tells that a line is about to run. Several lines of one place are told of before it runs, in their order. */
  reach(line: number, place: Place): void;
  /** Calls back once the line that was just reached has run, if something has grown by then. */
  expect(hasGrown: () => boolean, then: () => void): void;
}

const isSame = (a: Place, b: Place): boolean => a.file === b.file && a.line === b.line && a.column === b.column;

/** Waits for what a line does. This is seen when the next line is reached, or when the program comes to rest. */
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
