import type { RunEvent } from '../../model/events.js';
import type { LiveProgress } from '../../model/live.js';
import { liveAddressName } from '../../model/page-elements.js';
import { type Clock, systemClock } from '../../platform/clock.js';
import { HarnessError } from '../../platform/harness-error.js';
import type { OutputStream } from '../output.js';
import { readReportTemplate } from '../read-report-template.js';
import type { Reporter, RunSoFar } from '../reporter.js';
import { initialLiveState, type LiveState, reduceLiveState } from '../terminal/live-state.js';
import { withWrittenFiles } from '../unwritten.js';
import { createEventStream } from './event-stream.js';
import { startLiveServer } from './live-server.js';

/** Time between two messages of progress, in milliseconds. It is short enough to look live. */
const progressIntervalMs = 250;

/** Time between two reports of the run so far, in milliseconds. */
const reportIntervalMs = 1_000;

/** The share of time that may be spent on these reports. Long recordings are therefore judged more rarely. */
const largestShare = 0.02;

/**
 * While requests are under way nothing is judged, unless a block takes longer than this. Otherwise the charts would
 * stand still.
 */
const longestBlockMs = 5_000;

/** Whether an event comes right before or after load, and not in the middle of it. */
const isBetweenLoad = ({ type }: RunEvent): boolean => type !== 'sample' && type !== 'floor-start' && type !== 'floor';

/** A page that follows a run. It costs almost nothing while nobody looks at it. */
export interface LiveView {
  readonly url: string;
  readonly reporter: Reporter;
  /** Closes what the end of the run did not close. It may be called again. */
  close(): Promise<void>;
}

interface LiveOptions {
  /** 0 for any free port. */
  readonly port: number;
  readonly clock?: Pick<Clock, 'nowMs'>;
}

/** The report may request nothing from the network. The live page may request events from its own server. */
const closed = "default-src 'none'";
const open = "default-src 'none'; connect-src 'self'";

/** The page looks for this element to find out that it is live. */
const marker = `<meta name="${liveAddressName}" content="events" />`;

/** Turns the template of the report into a page that follows a run. */
function toLivePage(template: string): string {
  const head = '</head>';
  if (!template.includes(closed) || !template.includes(head)) {
    throw new HarnessError(
      'INTERNAL',
      'The report page has no content security policy to open. Build it again: npm run build.',
    );
  }
  return template.replace(closed, () => open).replace(head, () => `${marker}${head}`);
}

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

/**
 * Opens a page on 127.0.0.1 that follows a run until the run ends.
 *
 * @throws HarnessError `USAGE` when the port cannot be listened on.
 */
export async function openLiveView({ port, clock = systemClock }: LiveOptions): Promise<LiveView> {
  const events = createEventStream();
  const server = await startLiveServer(port, toLivePage(await readReportTemplate()), events);
  let run: RunSoFar | null = null;
  let state = initialLiveState;
  let progressDueMs = Number.NEGATIVE_INFINITY;
  let reportDueMs = Number.NEGATIVE_INFINITY;

  const sendProgress = (nowMs: number): void => {
    events.send('progress', toLiveProgress(state));
    progressDueMs = nowMs + progressIntervalMs;
  };
  const sendReport = ({ document }: RunSoFar, nowMs: number): void => {
    events.send('report', document());
    const tookMs = clock.nowMs() - nowMs;
    reportDueMs = nowMs + Math.max(reportIntervalMs, tookMs / largestShare);
  };
  return {
    url: server.url,
    reporter: {
      onRunStart: (started) => {
        run = started;
      },
      onEvent: (event) => {
        state = reduceLiveState(state, event);
        const nowMs = clock.nowMs();
        if (event.type !== 'sample' || nowMs >= progressDueMs) sendProgress(nowMs);
        if (run === null || events.clients === 0) return;
        if (nowMs >= reportDueMs + (isBetweenLoad(event) ? 0 : longestBlockMs)) sendReport(run, nowMs);
      },
      onRunEnd: async (outcome) => {
        const { document, reportFile } = withWrittenFiles(outcome);
        await events.end(events.clients === 0 ? null : { report: await document(), reportFile });
        await server.close();
      },
    },
    close: server.close,
  };
}

/** Prints the page's address on a line of its own, so that a terminal makes it a link. */
export function announceLiveView(stderr: OutputStream, { url }: Pick<LiveView, 'url'>): void {
  stderr.write(`Live view: ${url}\n`);
}
