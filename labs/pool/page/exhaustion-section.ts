import { escapeHtml } from '../../shared/page/html.js';
import type { ExhaustionStudy } from '../studies/exhaustion.js';
import type { NamedLine } from '../studies/named-line.js';
import { renderPictures } from './picture.js';

const renderErrors = (study: ExhaustionStudy): string => {
  const texts = [...study.exhausted, ...study.starved].flatMap(({ summary }) => summary.errors);
  return [...new Set(texts)].map((text) => `<code>${escapeHtml(text)}</code>`).join(', ');
};

/** More requests than connections; then connections that never come back, and who is to blame. */
export function renderExhaustion(study: ExhaustionStudy, namedLine: NamedLine | null): string {
  return `<h3>More requests at once than connections</h3>
<p>Without a timeout nobody fails and everybody waits. With one, those at the end of the line get ${renderErrors(study)}. A larger pool helps while the server has something left;
holding each connection for less time always does.</p>${renderPictures(study.exhausted)}
<h3>A connection taken and never released</h3>
<p>Each of requests 2, 4 and 6 takes a connection and forgets <code>release()</code>. Up to the third nobody notices. From then on nobody is served, for as long as the process lives.</p>
${renderPictures(study.starved)}${namedLine === null ? '' : renderNamedLine(namedLine)}`;
}

function renderNamedLine({ endpoint, place, certainty, text, codeFrame }: NamedLine): string {
  const named = place === null ? 'no line' : `<code>${escapeHtml(place)}</code> (${escapeHtml(certainty ?? '')})`;
  return `<h3 id="named-line">Which line forgot it</h3>
<p>Leakline on a small service with that mistake on an early return, <code>${escapeHtml(endpoint)}</code>: it names ${named}.</p>
<pre>${escapeHtml(text)}</pre>${codeFrame === null ? '' : `<pre>${escapeHtml(codeFrame)}</pre>`}`;
}
