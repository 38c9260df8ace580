import type { LiveProgress } from '../../model/live.js';
import { initialLiveState, type LiveState } from '../terminal/live-state.js';

/** What the terminal shows, as data for the page. */
export function toLiveProgress({ title, activity, endpoint, requests, budget, sofar }: LiveState): LiveProgress {
  return {
    target: title === initialLiveState.title ? null : title,
    activity,
    endpoint,
    requests,
    budget:
      budget === null
        ? null
        : { spentMs: Math.max(0, Math.round(budget.nowMs - budget.startMs)), budgetMs: budget.budgetMs },
    decided: sofar.filter(({ verdict }) => verdict === 'leaking' || verdict === 'clean').length,
    endpoints: sofar.length,
  };
}
