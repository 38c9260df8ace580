import type { TargetResult, Warning } from '../../harness/src/model/result.js';

/** Reasons to doubt the instrument. Always shown, never folded away. */
export function WarningList({ warnings }: { readonly warnings: readonly Warning[] }) {
  if (warnings.length === 0) return null;
  return (
    <ul class="warnings">
      {warnings.map(({ code, message }) => (
        <li key={code + message}>
          <strong>Warning</strong> {message} <code>{code}</code>
        </li>
      ))}
    </ul>
  );
}

/** What this target's verdict does not cover. */
export function TargetNotes({ target }: { readonly target: TargetResult }) {
  return (
    <>
      <WarningList warnings={target.warnings} />
      {target.unmeasured.length === 0 ? null : (
        <ul class="unmeasured">
          {target.unmeasured.map(({ metric, reason }) => (
            <li key={metric}>
              <strong>Not measured</strong> <code>{metric}</code>: {reason}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
