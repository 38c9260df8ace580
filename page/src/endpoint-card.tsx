import type { ComponentChildren } from 'preact';
import type { EndpointResult, RunResult } from '../../harness/src/model/result.js';
import { summarizeEndpoint } from '../../harness/src/report/format/endpoint-summary.js';
import { formatMeasuredGrowth, formatProjection, formatSideCosts } from '../../harness/src/report/format/growth.js';
import { verdictWord } from '../../harness/src/report/format/verdict-words.js';
import { CopyIssue } from './copy-issue.js';
import { CulpritView } from './culprit-view.js';
import type { DeepLink } from './deep-link.js';
import type { FindingContext } from './finding-issue.js';
import { IntervalBar } from './interval-bar.js';
import { MetricTable } from './metric-table.js';
import { Prose } from './prose.js';
import { UndecidedWords } from './undecided-words.js';
import { VerdictBadge } from './verdict-badge.js';

interface CardProps {
  readonly result: RunResult;
  readonly target: string;
  readonly endpoint: EndpointResult;
  /** Present when the address points at this endpoint. */
  readonly link: Extract<DeepLink, { section: 'endpoints' }> | null;
  /** Several targets have the metric that the address names; the page goes to this one. */
  readonly isGoal: boolean;
  /** The growth of the metric that matters most here. */
  readonly chart: ComponentChildren;
}

/** One endpoint of one target: the verdict, its number, what it costs, where it ends, what to do. */
export function EndpointCard({ result, target, endpoint, link, isGoal, chart }: CardProps) {
  const context = { result, target, endpoint };
  const { headline, metric, finding } = summarizeEndpoint(endpoint);
  const others = endpoint.findings.filter((each) => each !== finding);
  return (
    <>
      <p class="headline">
        <VerdictBadge verdict={endpoint.verdict} word={verdictWord(endpoint)} /> <span>{headline}</span>
      </p>
      {metric === null ? null : <IntervalBar metric={metric} />}
      {chart}
      {finding === null ? null : <FindingView {...context} finding={finding} />}
      {others.map((each) => (
        <div class="other-finding" key={each.fingerprint}>
          <p>{formatMeasuredGrowth(each)}</p>
          <FindingView {...context} finding={each} />
        </div>
      ))}
      {endpoint.verdict === 'inconclusive' ? <UndecidedWords metric={metric} /> : null}
      {endpoint.remarks.map((remark) => (
        <p class="muted" key={remark}>
          {remark}
        </p>
      ))}
      {endpoint.advice === '' ? null : (
        <p class="advice">
          <Prose text={endpoint.advice} />
        </p>
      )}
      <MetricTable target={target} endpoint={endpoint} link={link} isGoal={isGoal} />
    </>
  );
}

function FindingView(context: FindingContext) {
  const { finding } = context;
  return (
    <>
      {finding.ignored === null ? null : (
        <p class="muted">
          Accepted: {formatMeasuredGrowth(finding)}, {finding.ignored}
        </p>
      )}
      {finding.alsoCosts.length === 0 ? null : <p>also {formatSideCosts(finding.alsoCosts)}</p>}
      {finding.projection === null ? null : <p class="projection">{formatProjection(finding.projection)}</p>}
      {finding.culprits.map((culprit) => (
        <CulpritView key={`${culprit.file}:${culprit.line}:${culprit.kind}`} culprit={culprit} />
      ))}
      {finding.advice === '' ? null : (
        <p class="advice">
          <Prose text={finding.advice} />
        </p>
      )}
      <CopyIssue {...context} />
    </>
  );
}
