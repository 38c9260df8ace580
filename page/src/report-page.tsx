import { useEffect, useState } from 'preact/hooks';
import type { ReportDocument } from '../../harness/src/model/trace.js';
import { ChartsSection } from './charts-section.js';
import { ChecksSection } from './checks-section.js';
import { type DeepLink, parseDeepLink } from './deep-link.js';
import { Downloads } from './downloads.js';
import { EndpointsSection } from './endpoints-section.js';
import { Guarded } from './guarded.js';
import { HowToRead } from './how-to-read.js';
import { Overview } from './overview.js';
import { PoolsSection } from './pools-section.js';
import { ProcessesSection } from './processes-section.js';
import { SymptomsSection } from './symptoms-section.js';

/** The whole report: the answer, its evidence by endpoint, the charts it stands on, and how to read them. */
export function ReportPage({ report }: { readonly report: ReportDocument }) {
  const link = useDeepLink();
  return (
    <main class="page">
      <Guarded part="Overview" heading="h1">
        <Overview result={report.result} />
      </Guarded>
      <Guarded part="Endpoints">
        <EndpointsSection report={report} link={link} />
      </Guarded>
      <Guarded part="Budgets and invariants">
        <ChecksSection targets={report.result.targets} />
      </Guarded>
      <Guarded part="Symptoms">
        <SymptomsSection targets={report.result.targets} />
      </Guarded>
      <Guarded part="Charts">
        <ChartsSection report={report} link={link} />
      </Guarded>
      <Guarded part="Processes">
        <ProcessesSection targets={report.result.targets} />
      </Guarded>
      <Guarded part="Pools">
        <PoolsSection report={report} />
      </Guarded>
      <HowToRead />
      <Downloads report={report} />
      <footer class="footer muted">
        Leakline {report.result.environment.leakline}. This page holds all of its data and asks nothing of the network.
      </footer>
    </main>
  );
}

/** Where the address points; a new object each time it is followed, so that the same link works twice. */
function useDeepLink(): DeepLink | null {
  const [link, setLink] = useState(() => parseDeepLink(location.hash));
  useEffect(() => {
    const follow = (): void => setLink(parseDeepLink(location.hash));
    // A click on the link that the address already shows changes nothing there, so `hashchange` stays silent.
    const followAgain = (event: MouseEvent): void => {
      const anchor = event.target instanceof Element ? event.target.closest('a') : null;
      if (anchor !== null && anchor.hash !== '' && anchor.hash === location.hash) follow();
    };
    addEventListener('hashchange', follow);
    document.addEventListener('click', followAgain);
    return () => {
      removeEventListener('hashchange', follow);
      document.removeEventListener('click', followAgain);
    };
  }, []);
  return link;
}
