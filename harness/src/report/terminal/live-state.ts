import type { RunEvent } from '../../model/events.js';
import type { MetricReadings } from '../../model/metrics/catalogue.js';
import type { EndpointResult } from '../../model/result.js';
import { type BlockStart, describePhase, describeTogether, serviceName, type TogetherStart } from './phase-words.js';

/** What the live view shows. It is built from events alone, so that it can be tested without a terminal. */
export interface LiveState {
  readonly title: string;
  readonly activity: string;
  /** Null when several endpoints are driven, or none. */
  readonly endpoint: string | null;
  readonly requests: number;
  readonly firstFloor: MetricReadings | null;
  readonly latestFloor: MetricReadings | null;
  readonly sofar: readonly EndpointResult[];
  readonly budget: { readonly startMs: number; readonly nowMs: number; readonly budgetMs: number } | null;
}

export const initialLiveState: LiveState = {
  title: 'leakline',
  activity: 'preparing',
  endpoint: null,
  requests: 0,
  firstFloor: null,
  latestFloor: null,
  sofar: [],
  budget: null,
};

/** The state after one more event. */
export function reduceLiveState(state: LiveState, event: RunEvent): LiveState {
  switch (event.type) {
    case 'service-starting':
      return { ...state, activity: `starting ${serviceName(event.kind)} (${event.provider})` };
    case 'service-ready':
      return { ...state, activity: 'preparing' };
    case 'target-preparing':
      return { ...initialLiveState, title: event.target, activity: `preparing: ${event.command}` };
    case 'target-starting':
      return { ...initialLiveState, title: event.target, activity: 'starting' };
    case 'target-ready':
      return { ...state, activity: 'taking the first floor' };
    case 'block-start':
      return start(state, event, describePhase(event), event.endpoint);
    case 'together-start':
      return start(state, event, describeTogether(event), null);
    case 'floor':
      return {
        ...passTime(state, event.floor.atMs),
        requests: Math.max(state.requests, event.floor.requests),
        firstFloor: state.firstFloor ?? event.floor.metrics,
        latestFloor: event.floor.metrics,
      };
    case 'block-end':
      return { ...state, sofar: event.sofar };
    case 'sample':
      return {
        ...passTime(state, event.sample.atMs),
        requests: Math.max(state.requests, event.sample.requests),
      };
    case 'cool-down':
      return { ...state, activity: `cooling down: ${event.reason}`, endpoint: null };
    case 'diagnose-start':
      return { ...state, title: event.target, activity: 'looking for the line', endpoint: event.endpoint };
    case 'target-end':
      return { ...initialLiveState, activity: 'preparing' };
    default:
      return state;
  }
}

function start(
  state: LiveState,
  { target, atMs, spentMs, budgetMs }: BlockStart | TogetherStart,
  activity: string,
  endpoint: string | null,
): LiveState {
  return {
    ...state,
    title: target,
    activity,
    endpoint,
    budget: { startMs: atMs - spentMs, nowMs: atMs, budgetMs },
  };
}

function passTime(state: LiveState, nowMs: number): LiveState {
  return state.budget === null ? state : { ...state, budget: { ...state.budget, nowMs } };
}
