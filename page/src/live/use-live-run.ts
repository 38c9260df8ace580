import { useEffect, useState } from 'preact/hooks';
import type { LiveMessages, LiveProgress } from '../../../harness/src/model/live.js';
import type { ReportDocument } from '../../../harness/src/model/trace.js';

/** `lost`: the stream broke off without an end; the browser tries to come back to it. */
export type LiveStatus = 'connecting' | 'running' | 'lost' | 'ended';

export interface LiveRun {
  readonly status: LiveStatus;
  readonly progress: LiveProgress | null;
  readonly report: ReportDocument | null;
  /** Where the finished report lies; null before the end, and when none is written. */
  readonly reportFile: string | null;
}

const beforeTheFirstMessage: LiveRun = { status: 'connecting', progress: null, report: null, reportFile: null };

/** Follows a run by its server-sent events until it ends. */
export function useLiveRun(address: string): LiveRun {
  const [run, setRun] = useState(beforeTheFirstMessage);
  useEffect(() => {
    const source = new EventSource(address);
    const update = (part: Partial<LiveRun>): void => setRun((before) => ({ ...before, ...part }));
    const on = <Name extends keyof LiveMessages>(name: Name, hear: (message: LiveMessages[Name]) => void): void =>
      source.addEventListener(name, (event) => hear(JSON.parse((event as MessageEvent<string>).data)));
    on('progress', (progress) => update({ status: 'running', progress }));
    on('report', (report) => update({ status: 'running', report }));
    on('end', ({ report, reportFile }) => {
      source.close();
      update({ status: 'ended', report, reportFile });
    });
    source.addEventListener('error', () => update({ status: 'lost' }));
    return () => source.close();
  }, [address]);
  return run;
}
