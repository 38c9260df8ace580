import type { Culprit } from '../../model/result.js';

/** Where a leak comes from, with its code where it could be read. */
export function CulpritView({ culprit }: { readonly culprit: Culprit }) {
  const { kind, file, line, functionName, stack, codeFrame, retainedBy } = culprit;
  return (
    <div class="culprit">
      <p>
        {kind.replace('-', ' ')}{' '}
        <code>
          {file}:{line}
        </code>
        {functionName === null ? null : (
          <>
            {' in '}
            <code>{functionName}</code>
          </>
        )}
        {culprit.share < 1 ? ` (${Math.round(culprit.share * 100)} % of what leaks)` : null}
      </p>
      {codeFrame === null ? null : <pre>{codeFrame}</pre>}
      <FrameList title="Stack" frames={stack} />
      <FrameList title="Retained by" frames={retainedBy} />
    </div>
  );
}

function FrameList({ title, frames }: { readonly title: string; readonly frames: readonly string[] }) {
  if (frames.length === 0) return null;
  return (
    <details>
      <summary>{title}</summary>
      <pre>{frames.join('\n')}</pre>
    </details>
  );
}
