import { escapeHtml } from '../../shared/page/html.js';
import type { ParameterStudy, Study } from '../studies/parameter-study.js';
import { renderPictures } from './picture.js';

/** One setting: what it is, what it is called elsewhere, and what it did. */
export function renderParameter(study: ParameterStudy): string {
  return renderStudy(study, [
    ['SQLAlchemy', study.sqlalchemy],
    ['asyncpg', study.asyncpg],
  ]);
}

export function renderStudy(
  { parameter, meaning, pictures, remarks }: Study,
  elsewhere: readonly (readonly [library: string, name: string])[],
): string {
  const names = elsewhere.map(([library, name]) => `<dt>${library}</dt><dd>${escapeHtml(name)}</dd>`);
  const said = remarks.map((remark) => `<li>${escapeHtml(remark)}</li>`);
  return `<h3 id="${parameter}"><code>${parameter}</code></h3><p>${escapeHtml(meaning)}</p><dl class="names">${names.join('')}</dl>
${renderPictures(pictures)}${said.length === 0 ? '' : `<ul class="remarks">${said.join('')}</ul>`}`;
}
