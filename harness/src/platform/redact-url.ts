/** The URL with its password, and passwords among its query parameters, replaced by `***`; fit for messages. */
export function redactUrl(url: string): string {
  return url
    .replace(/^([a-z][a-z0-9+.-]*:\/\/[^:/?#]*):.*@/i, '$1:***@')
    .replace(/([?&][^=&#]*(?:password|passwd|secret|token)[^=&#]*)=[^&#]*/gi, '$1=***');
}
