import type { ReportDocument } from '../../model/trace.js';
import { ChartsSection } from './charts-section.js';
import { ChecksSection } from './checks-section.js';
import { Downloads } from './downloads.js';
import { EndpointsSection } from './endpoints-section.js';
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
      <Overview result={report.result} />
      <EndpointsSection report={report} link={link} />
      <ChecksSection targets={report.result.targets} />
      <SymptomsSection targets={report.result.targets} />
      <ChartsSection report={report} link={link} />
      <ProcessesSection targets={report.result.targets} />
      <PoolsSection report={report} />
      <HowToRead />
      <Downloads report={report} />
      <footer class="footer muted">
        Leakline {report.result.environment.leakline}. This page holds all of its data and asks nothing of the network.
      </footer>
    </main>
  );
}
