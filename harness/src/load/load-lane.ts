import type { RequestTemplate } from '../model/endpoint.js';
import type { Answer, BlockTally, Unit } from './block-tally.js';

/** The step that a connection is about to send or waits for. */
export interface Turn {
  readonly unit: Unit;
  readonly step: RequestTemplate;
  readonly stepIndex: number;
}

/**
 * What one connection sends, in order: every step of a unit, then the next unit that no other connection has taken.
 * A request has exactly one end (answered, failed or timed out); whichever is told first counts, later ones are ignored.
 */
export interface LoadLane {
  /** The step to send next; null when the block has nothing left for this connection. */
  next(): Turn | null;
  /** The step of `next()` goes out now. */
  send(): void;
  isWaiting(): boolean;
  answered(answer: Answer): void;
  failed(error: Error | null): void;
  timedOut(): void;
  /** The client hung up without an answer, as planned. */
  hungUp(): void;
}

export function createLoadLane(steps: readonly RequestTemplate[], tally: BlockTally): LoadLane {
  let unit: Unit | null = null;
  let stepIndex = 0;
  let waitingFor: Turn | null = null;

  const next = (): Turn | null => {
    unit ??= tally.claimUnit();
    const step = steps[stepIndex];
    return unit === null || step === undefined ? null : { unit, step, stepIndex };
  };

  const settle = (count: (turn: Turn) => void, isLastStep = false): void => {
    if (waitingFor === null) return;
    const turn = waitingFor;
    waitingFor = null;
    count(turn);
    stepIndex += 1;
    if (stepIndex < steps.length && !isLastStep) return;
    tally.endUnit(turn.unit);
    unit = null;
    stepIndex = 0;
  };

  return {
    next,
    send() {
      waitingFor = next();
    },
    isWaiting: () => waitingFor !== null,
    answered: (answer) => settle(({ unit, step }) => tally.answered(unit, step, answer)),
    failed: (error) => settle(({ unit, step }) => tally.failed(unit, step, error)),
    // Once the block's time is over, the steps behind a silent one would each wait as long.
    timedOut: () => settle(({ unit, step }) => tally.timedOut(unit, step), tally.isClosed()),
    hungUp: () => settle(() => {}),
  };
}
