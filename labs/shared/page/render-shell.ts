import { escapeHtml } from './html.js';
import { sharedStyles } from './styles.js';

/** The policy forbids what the page does not need: scripts, and anything from the network. */
const policy = "default-src 'none'; style-src 'unsafe-inline'";

/** A page in one file: no script, nothing from the network. */
export const renderShell = (title: string, styles: string, body: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${escapeHtml(title)}</title><style>${sharedStyles}${styles}</style></head><body>
${body}
</body></html>
`;

/** When, how long, on what: the line under a page's title. */
export const renderOrigin = (startedAt: string, durationMs: number, environment: string): string =>
  `<p class="quiet">${startedAt.slice(0, 16).replace('T', ' ')} UTC, ${Math.round(durationMs / 1_000)} s, ${escapeHtml(environment)}</p>`;
