import type { RequestTemplate } from '../model/endpoint.js';
import type { Answer } from './answer.js';
import type { BlockTally, Unit } from './block-tally.js';
import { type AnsweredStep, createLaneLogin } from './lane-login.js';
import { fillTemplate, isTemplated, type WireRequest } from './request-template.js';
import { captureValues } from './session/capture-values.js';
import { type ClientSession, noSession } from './session/client-session.js';
import { layeredValues, secretsOfCaptured } from './session/session-state.js';
import { createUnitValues, type UnitValues } from './session/unit-values.js';

/** The step that a connection is about to send, or waits for. */
export interface Turn extends AnsweredStep {
  readonly request: WireRequest;
}

/** The client that sends what a lane hands out. */
export interface LaneClient {
  readonly session: ClientSession;
  readonly unitValues: UnitValues;
  /** Ends a login that the lane waits for. */
  readonly signal: AbortSignal;
}

/**
 * What one connection sends, in order: every step of a unit, then the next unit that no other connection has taken. A
 * request ends exactly once (answered, failed or timed out): the first report counts, and later ones are ignored. When
 * an answer asks for a login, the client logs in and sends the request once more. The lane pauses until then.
 */
export interface LoadLane {
  /** The step to send next. Null when the block has nothing left for this connection. */
  next(): Turn | null;
  /** Tells that the step of `next()` is being sent. */
  send(): void;
  isWaiting(): boolean;
  answered(answer: Answer): void;
  failed(error: Error | null): void;
  /** @param status status of an answer that began; null or absent when none did. */
  timedOut(status?: number | null): void;
  /** Tells that the client hung up without an answer, as planned. */
  hungUp(): void;
  /**
   * Resolves when the client has logged in. Null when there is no login to wait for. Nothing may be sent until it
   * resolves.
   */
  pause(): Promise<void> | null;
}

type FillStep = (step: RequestTemplate, unit: Unit) => WireRequest;

/** Makes the requests of one client from its steps. A request that never changes is made once. */
function createFiller(steps: readonly RequestTemplate[], session: ClientSession, unitValues: UnitValues): FillStep {
  const templated = new Set(steps.filter(isTemplated));
  const fixed = new Map<RequestTemplate, WireRequest>();
  const fill = (step: RequestTemplate, unit: Unit): WireRequest =>
    fillTemplate(step, layeredValues([() => unit.captured, ...session.layers], unit.n, unitValues));
  return (step, unit) => {
    const request = fixed.get(step) ?? fill(step, unit);
    if (!templated.has(step)) fixed.set(step, request);
    return session.withCookies(request);
  };
}

const plainClient: LaneClient = {
  session: noSession,
  unitValues: createUnitValues('', []),
  signal: new AbortController().signal,
};

export function createLoadLane(
  steps: readonly RequestTemplate[],
  tally: BlockTally,
  { session, unitValues, signal }: LaneClient = plainClient,
): LoadLane {
  const fill = createFiller(steps, session, unitValues);
  const login = createLaneLogin(session, signal);
  let unit: Unit | null = null;
  let stepIndex = 0;
  let turn: Turn | null = null;
  let waitingFor: Turn | null = null;

  const advance = (goesOn: boolean): void => {
    turn = null;
    stepIndex += 1;
    if (goesOn && stepIndex < steps.length) return;
    if (unit !== null) tally.endUnit(unit);
    unit = null;
    stepIndex = 0;
  };

  const next = (): Turn | null => {
    while (turn === null) {
      unit ??= tally.claimUnit();
      const step = steps[stepIndex];
      if (unit === null || step === undefined) return null;
      try {
        turn = { unit, step, stepIndex, version: session.version(), request: fill(step, unit) };
      } catch (error) {
        tally.unfillable({ unit, step, request: null }, error);
        advance(false);
      }
    }
    return turn;
  };

  /**
   * Ends the turn.
   *
   * @param count counts the turn, and tells whether the unit's next step can be sent.
   */
  const settle = (count: (turn: Turn) => boolean): void => {
    if (waitingFor === null) return;
    const ended = waitingFor;
    waitingFor = null;
    advance(count(ended));
  };

  const settleAnswer = (answer: Answer): void =>
    settle((ended) => {
      tally.answered(ended, answer);
      return takeCaptures(ended, answer, tally, session);
    });

  /**
   * Pauses the lane until the client has logged in, then sends the same step again. If the login fails, the refused
   * answer counts.
   */
  const sendAgainAfter = (wait: Promise<void>, refused: Turn, answer: Answer): Promise<void> =>
    wait.then(
      () => {
        tally.refused(answer);
        turn = null;
      },
      (error: unknown) => {
        if (!signal.aborted) tally.unusable(refused, loginFailedText(error));
        waitingFor = refused;
        settleAnswer(answer);
      },
    );

  return {
    next,
    send() {
      waitingFor = next();
    },
    isWaiting: () => waitingFor !== null,
    answered(answer) {
      if (waitingFor === null) return;
      const answered = waitingFor;
      session.keepCookies(answered.step.path, answer.headers);
      const wait = login.askedBy(answered, answer, tally.isClosed());
      if (wait === null) return settleAnswer(answer);
      waitingFor = null;
      login.pauseFor(sendAgainAfter(wait, answered, answer));
    },
    failed: (error) =>
      settle((ended) => {
        tally.failed(ended, error);
        return true;
      }),
    timedOut: (status = null) =>
      settle((ended) => {
        tally.timedOut(ended, status);
        // Once the block's time is over, each step after a silent one would wait as long again.
        return !tally.isClosed();
      }),
    hungUp: () => settle(() => true),
    pause: () => login.pause(),
  };
}

/** Keeps what the step captures, because later steps may need it. Returns false when a value is missing. */
function takeCaptures(ended: Turn, answer: Answer, tally: BlockTally, session: ClientSession): boolean {
  const { captures } = ended.step;
  if (captures.length === 0) return true;
  const captured = captureValues(captures, answer);
  if ('missing' in captured) {
    tally.unusable(ended, captured.text);
    return false;
  }
  session.learn(secretsOfCaptured(captures, captured.values));
  ended.unit.captured = { ...ended.unit.captured, ...captured.values };
  return true;
}

const loginFailedText = (error: unknown): string =>
  `a login was asked for (401), and it failed: ${error instanceof Error ? error.message : String(error)}`;
