import type { TargetResult } from '../../harness/src/model/result.js';
import type { Symptom } from '../../harness/src/model/symptom.js';
import { CodeBlock } from './code-block.js';
import { Prose } from './prose.js';

/** What operators know from production, with what to look at first. No verdict. Absent when nothing was seen. */
export function SymptomsSection({ targets }: { readonly targets: readonly TargetResult[] }) {
  const seen = targets.flatMap(({ name, symptoms }) => symptoms.map((symptom) => ({ name, symptom })));
  if (seen.length === 0) return null;
  return (
    <section aria-labelledby="symptoms">
      <h2 id="symptoms">Seen besides</h2>
      <p class="muted hint">Signs that operators know from production. They are no verdict.</p>
      {seen.map(({ name, symptom }) => (
        <SymptomView key={name + symptom.code} target={name} symptom={symptom} />
      ))}
    </section>
  );
}

function SymptomView({ target, symptom }: { readonly target: string; readonly symptom: Symptom }) {
  return (
    <article class="symptom">
      <h3>{symptom.seen}</h3>
      <p class="muted">
        {target} · <code>{symptom.code}</code>
      </p>
      <p>
        <Prose text={symptom.advice} />
      </p>
      {symptom.remedies.map(({ purpose, text }) => (
        <details key={purpose}>
          <summary>{purpose}</summary>
          <CodeBlock text={text} />
        </details>
      ))}
    </article>
  );
}
