import type { RunResult, TargetResult } from '../../harness/src/model/result.js';
import { services } from '../../harness/src/model/services/catalogue.js';
import { formatPlace } from '../../harness/src/report/format/culprit.js';
import { formatDuration, formatMoment } from '../../harness/src/report/format/duration.js';
import { summarizeEndpoint } from '../../harness/src/report/format/endpoint-summary.js';
import { formatExpectations, formatRunSentence } from '../../harness/src/report/format/run-sentence.js';
import { formatExitCode, formatExpectation, targetWord } from '../../harness/src/report/format/verdict-words.js';
import { endpointLink } from './deep-link.js';
import { TargetNotes, WarningList } from './notes.js';
import { Prose } from './prose.js';
import { VerdictBadge } from './verdict-badge.js';

/** Top of the page: the run in one sentence, what it was measured with, and each target's verdict. */
export function Overview({ result }: { readonly result: RunResult }) {
  return (
    <header class="overview">
      <p class="wordmark">
        <strong>Leakline</strong> <span class="muted">{formatMoment(result.startedAt)}</span>
      </p>
      <h1>{formatRunSentence(result)}</h1>
      <p class={`outcome outcome-${result.expectationsMet ? 'met' : 'missed'}`}>
        {formatExpectations(result)} <span class="muted">({formatExitCode(result.exitCode)})</span>
      </p>
      <Facts result={result} />
      <WarningList warnings={result.warnings} />
      <div class="columns targets">
        {result.targets.map((target) => (
          <TargetCard key={target.name} target={target} />
        ))}
      </div>
    </header>
  );
}

function Facts({ result }: { readonly result: RunResult }) {
  const { environment } = result;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Took', formatDuration(result.durationMs)],
    ['Node.js', environment.node],
    ['Machine', `${environment.platform}, ${environment.cpus} CPUs`],
    ...services.map(({ kind, title }) => [title, environment.services[kind]] as const),
    ['Seed', String(result.seed)],
  ];
  return (
    <dl class="facts">
      {facts.map(([name, value]) =>
        value === undefined ? null : (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

function TargetCard({ target }: { readonly target: TargetResult }) {
  const expectation = formatExpectation(target);
  return (
    <section class={`target target-${target.verdict}`} aria-label={target.name}>
      <h2>{target.name}</h2>
      <p class="target-verdict">
        <VerdictBadge verdict={target.verdict} word={targetWord(target)} />
        {expectation === '' ? null : <span class={target.expectationMet ? 'muted' : 'missed'}>{expectation}</span>}
        <span class="muted">{formatDuration(target.durationMs)}</span>
      </p>
      {target.failure === null ? null : (
        <p class="failure">
          <Prose text={target.failure.message} /> <code>{target.failure.code}</code>
        </p>
      )}
      <LeakList target={target} />
      <BrokenChecks target={target} />
      <TargetNotes target={target} />
    </section>
  );
}

/** Endpoints that leak, each with its number and the line to blame: the way down to the evidence. */
function LeakList({ target }: { readonly target: TargetResult }) {
  const leaking = target.endpoints.filter(({ verdict }) => verdict === 'leaking');
  if (leaking.length === 0) return null;
  return (
    <ul class="leak-list">
      {leaking.map((endpoint) => {
        const { headline, finding } = summarizeEndpoint(endpoint);
        const culprit = finding?.culprits[0];
        return (
          <li key={endpoint.id}>
            <a href={endpointLink(endpoint.id)}>
              <code>{endpoint.id}</code>
            </a>{' '}
            {headline}
            {culprit === undefined ? null : (
              <span class="blamed">
                <code>{formatPlace(culprit)}</code>
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** How many budgets and invariants were not kept, with the way to them. */
function BrokenChecks({ target }: { readonly target: TargetResult }) {
  const checks = [...target.budgets, ...target.invariants];
  const failed = checks.filter(({ passed }) => !passed);
  if (checks.length === 0) return null;
  return (
    <p class={failed.length === 0 ? 'muted' : 'missed'}>
      <a href="#checks">
        {failed.length === 0
          ? `All ${checks.length} budgets and invariants kept`
          : `${failed.length} of ${checks.length} budgets and invariants not kept`}
      </a>
    </p>
  );
}
