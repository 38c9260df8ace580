import { useState } from 'preact/hooks';
import type { ReportDocument } from '../../../harness/src/model/trace.js';
import { ReportPage } from '../report-page.js';
import { LiveBar } from './live-bar.js';
import { useLiveRun } from './use-live-run.js';

/** The report while its run goes on: what happens now on top, everything known so far beneath. */
export function LivePage({ address }: { readonly address: string }) {
  const run = useLiveRun(address);
  const [held, setHeld] = useState<ReportDocument | null>(null);
  const isEnded = run.status === 'ended';
  const shown = isEnded ? run.report : (held ?? run.report);
  return (
    <div class={isEnded ? 'live' : 'live live-running'}>
      <LiveBar run={run} isHeld={held !== null} onHold={(isHeld) => setHeld(isHeld ? run.report : null)} />
      {shown === null ? (
        <main class="page">
          <h1>Nothing measured yet</h1>
          <p class="muted">The first figures come after the first requests.</p>
        </main>
      ) : (
        <ReportPage report={shown} />
      )}
    </div>
  );
}
