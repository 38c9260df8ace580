import { placeText } from '../../harness/src/model/place-text.js';
import type { Culprit } from '../../harness/src/model/result.js';
import { certaintyWords } from '../../harness/src/report/format/culprit.js';
import { CodeBlock } from './code-block.js';

const kindWords = {
  'acquired-at': 'Acquired at',
  'allocated-at': 'Allocated at',
  'retained-by': 'Kept at',
} as const satisfies Record<Culprit['kind'], string>;

/** One link of the trace: who holds what leaks, and what it is in the trace. */
interface TraceLink {
  readonly text: string;
  readonly role: 'expected' | 'suspect' | 'leaks';
}

/** The chain's outer part is meant to live; the last thing that holds is the suspect; what it holds is what leaks. */
function traceOf(retainedBy: readonly string[]): readonly TraceLink[] {
  const last = retainedBy.length - 1;
  return retainedBy.map((text, index) => ({
    text,
    role: index === last ? 'leaks' : index === last - 1 ? 'suspect' : 'expected',
  }));
}

/** Where a leak comes from, with its code where it could be read, who holds it, and how sure that is. */
export function CulpritView({ culprit }: { readonly culprit: Culprit }) {
  const { functionName, stack, codeFrame, retainedBy, summary, share, calledFrom, details } = culprit;
  const certainty = certaintyWords[culprit.certainty];
  return (
    <div class="culprit">
      <p>
        {kindWords[culprit.kind]} <code>{placeText(culprit)}</code>
        {culprit.package === null ? null : ` in ${culprit.package}`}
        {certainty === '' ? null : <span class="muted"> ({certainty})</span>}
      </p>
      <p>
        {functionName === null ? 'This code' : <code>{functionName}</code>} {summary}
        {share < 0.995 ? ` (${Math.round(share * 100)} % of what leaks)` : null}
        {calledFrom === null ? null : (
          <>
            , called by <code>{calledFrom}</code>
          </>
        )}
        .
      </p>
      {codeFrame === null ? null : <CodeBlock text={codeFrame} />}
      <LeakTrace retainedBy={retainedBy} />
      <Lines title="Seen by the server and the process" lines={details} />
      <Lines title="Stack" lines={stack} />
    </div>
  );
}

function LeakTrace({ retainedBy }: { readonly retainedBy: readonly string[] }) {
  if (retainedBy.length === 0) return null;
  return (
    <ol class="leak-trace" aria-label="Held by">
      {traceOf(retainedBy).map(({ text, role }, depth) => (
        <li key={`${depth}:${text}`} class={role}>
          <code>{text}</code> <span class="muted">{role}</span>
        </li>
      ))}
    </ol>
  );
}

function Lines({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <details>
      <summary>{title}</summary>
      <CodeBlock text={lines.join('\n')} />
    </details>
  );
}
