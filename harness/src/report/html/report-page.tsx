import type { ReportDocument } from '../../model/trace.js';
import { ChartsSection } from './charts-section.js';
import { ChecksSection } from './checks-section.js';
import { Downloads } from './downloads.js';
import { EndpointsSection } from './endpoints-section.js';
import { Guarded } from './guarded.js';
import { HowToRead } from './how-to-read.js';
import { Overview } from './overview.js';
import { PoolsSection } from './pools-section.js';
import { ProcessesSection } from './processes-section.js';
import { SymptomsSection } from './symptoms-section.js';
import { useDeepLink } from './use-deep-link.js';

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
