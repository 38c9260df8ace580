import { useEffect, useRef, useState } from 'preact/hooks';
import { type FindingContext, formatFindingIssue } from './finding-issue.js';

type CopyState = { readonly kind: 'idle' | 'copied' } | { readonly kind: 'refused'; readonly text: string };

/** Puts a finding into the clipboard as the text of an issue; where that is refused, shows the text to be copied. */
export function CopyIssue(context: FindingContext) {
  const [state, setState] = useState<CopyState>({ kind: 'idle' });
  const copy = async (): Promise<void> => {
    const text = formatFindingIssue(context);
    try {
      await navigator.clipboard.writeText(text);
      setState({ kind: 'copied' });
    } catch {
      setState({ kind: 'refused', text });
    }
  };
  return (
    <div class="copy-issue">
      <button type="button" onClick={copy}>
        Copy as Markdown issue
      </button>{' '}
      <span role="status">{state.kind === 'copied' ? 'Copied' : ''}</span>
      {state.kind === 'refused' ? <IssueText text={state.text} /> : null}
    </div>
  );
}

function IssueText({ text }: { readonly text: string }) {
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => area.current?.select(), []);
  return (
    <label>
      The browser keeps its clipboard closed to this page. Copy from here:
      <textarea ref={area} readOnly rows={10} value={text} />
    </label>
  );
}
