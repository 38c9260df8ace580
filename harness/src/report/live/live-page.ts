import { liveAddressName } from '../../model/page-elements.js';
import { HarnessError } from '../../platform/harness-error.js';

/** The report asks nothing of the network; the live page asks its own server for events. */
const closed = "default-src 'none'";
const open = "default-src 'none'; connect-src 'self'";

/** The page looks for this element to learn that it is live. */
const marker = `<meta name="${liveAddressName}" content="events" />`;

/** Makes the template of the report into a page that follows a run. */
export function toLivePage(template: string): string {
  const head = '</head>';
  if (!template.includes(closed) || !template.includes(head)) {
    throw new HarnessError(
      'INTERNAL',
      'The report page has no content security policy to open. Build it again: npm run build.',
    );
  }
  return template.replace(closed, () => open).replace(head, () => `${marker}${head}`);
}
