import type { LiveProgress } from '../../../harness/src/model/live.js';
import { formatDuration } from '../../../harness/src/report/format/duration.js';
import { formatCount } from '../../../harness/src/report/format/number.js';
import type { LiveRun, LiveStatus } from './use-live-run.js';

interface LiveBarProps {
  readonly run: LiveRun;
  readonly isHeld: boolean;
  readonly onHold: (isHeld: boolean) => void;
}

const headings = {
  connecting: 'Waiting for the run',
  running: 'Running',
  lost: 'Connection lost',
  ended: 'Run ended',
} as const satisfies Record<LiveStatus, string>;

/** Stays on top while the page scrolls: what is going on, how far the time is used up, and what to make of the verdicts. */
export function LiveBar({ run, isHeld, onHold }: LiveBarProps) {
  const { status, progress } = run;
  const isRunning = status === 'running';
  return (
    <section class={`live-bar live-${status}`} aria-label="Progress of the run">
      <div class="live-bar-inner">
        <strong role="status">{headings[status]}</strong>
        <p class="live-words">{wordsOf(run)}</p>
        {isRunning ? (
          <label class="live-hold">
            <input type="checkbox" checked={isHeld} onChange={(event) => onHold(event.currentTarget.checked)} /> Hold
          </label>
        ) : null}
      </div>
      {isRunning && progress?.budget != null ? (
        <progress max={progress.budget.budgetMs} value={progress.budget.spentMs} aria-label="Time used" />
      ) : null}
    </section>
  );
}

function wordsOf({ status, progress, reportFile }: LiveRun): string {
  if (status === 'ended') {
    const file = reportFile === null ? '' : ` The same report is in ${reportFile}.`;
    return `This is the final report. The page works on without its server.${file}`;
  }
  if (status === 'lost') return 'What was seen until then stays here; the page tries to come back.';
  return progress === null ? 'No event has come yet.' : describe(progress);
}

function describe({ target, endpoint, activity, requests, budget, decided, endpoints }: LiveProgress): string {
  return [
    target,
    endpoint,
    activity,
    requests === 0 ? null : `${formatCount(requests)} requests`,
    endpoints === 0 ? null : `${decided} of ${endpoints} endpoints decided`,
    budget === null ? null : `at most ${formatDuration(Math.max(0, budget.budgetMs - budget.spentMs))} left`,
    'verdicts are provisional',
  ]
    .filter((part) => part !== null)
    .join(' · ');
}
