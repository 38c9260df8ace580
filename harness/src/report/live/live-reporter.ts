import type { RunEvent } from '../../model/events.js';
import { type Clock, systemClock } from '../../platform/clock.js';
import type { OutputStream } from '../output.js';
import { readReportTemplate } from '../read-report-template.js';
import type { Reporter, RunSoFar } from '../reporter.js';
import { initialLiveState, reduceLiveState } from '../terminal/live-state.js';
import { withWrittenFiles } from '../unwritten.js';
import { createEventStream } from './event-stream.js';
import { toLivePage } from './live-page.js';
import { toLiveProgress } from './live-progress.js';
import { startLiveServer } from './live-server.js';

/** Fast enough to look alive. */
const progressIntervalMs = 250;

/** Between two looks at the run so far. */
const reportIntervalMs = 1_000;

/** Of Leakline's own time, at most so much goes into looking so far; long recordings are looked at more rarely. */
const largestShare = 0.02;

/** While requests are under way nothing is judged, unless a block takes that long: then charts would stand still. */
const longestBlockMs = 5_000;

/** Told right before or after load, never in the middle of it. */
const isBetweenLoad = ({ type }: RunEvent): boolean => type !== 'sample' && type !== 'floor-start' && type !== 'floor';

/** Follows a run for the pages that listen; costs next to nothing while none does. */
export interface LiveView {
  readonly url: string;
  readonly reporter: Reporter;
  /** Ends what the end of the run did not; may be called again. */
  close(): Promise<void>;
}

interface LiveOptions {
  /** 0 takes a free one. */
  readonly port: number;
  readonly clock?: Pick<Clock, 'nowMs'>;
}

/**
 * Opens a page on 127.0.0.1 that follows the run it is told of, until the run ends.
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

/** Where to look, on its own line so that a terminal makes it a link. */
export function announceLiveView(stderr: OutputStream, { url }: Pick<LiveView, 'url'>): void {
  stderr.write(`Live view: ${url}\n`);
}
