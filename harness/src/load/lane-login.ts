import type { Answer } from './answer.js';
import type { SentStep, Unit } from './block-tally.js';
import { isExpected } from './request-template.js';
import type { ClientSession } from './session/client-session.js';

/** By RFC 9110, a request with this answer lacks valid credentials. */
const unauthorized = 401;

/** A request as it was sent, and the session's version at that time. */
export interface AnsweredStep extends SentStep {
  readonly stepIndex: number;
  readonly version: number;
}

/** Decides when a client has to log in again, and holds the lane until it has. */
export interface LaneLogin {
  /** The login that an answer asks for. Null when it asks for none. */
  askedBy(turn: AnsweredStep, answer: Answer, isClosed: boolean): Promise<void> | null;
  /** Sends nothing until `work` is done. */
  pauseFor(work: Promise<void>): void;
  pause(): Promise<void> | null;
}

export function createLaneLogin(session: ClientSession, signal: AbortSignal): LaneLogin {
  let refusedUnit: Unit | null = null;
  let refusedStep = -1;
  let pausedBy: Promise<void> | null = null;
  return {
    askedBy(turn, { status }, isClosed) {
      if (status !== unauthorized || isExpected(turn.step, status)) {
        session.told(true);
        return null;
      }
      const isSecondTry = refusedUnit === turn.unit && refusedStep === turn.stepIndex;
      if (isSecondTry) session.told(false);
      if (isSecondTry || isClosed) return null;
      refusedUnit = turn.unit;
      refusedStep = turn.stepIndex;
      return session.renew(turn.version, signal);
    },
    pauseFor(work) {
      pausedBy = work.finally(() => {
        pausedBy = null;
      });
    },
    pause: () => pausedBy,
  };
}
