import type { TargetResult } from '../../model/result.js';
import { formatCoded } from '../format/coded-message.js';
import { toTerminalSafe } from '../format/terminal-safe.js';
import type { OutputStream } from '../output.js';
import { formatEndpoint } from './format-endpoint.js';
import { createStyle } from './style.js';

const plainStream: OutputStream = {
  write: () => undefined,
  control: () => undefined,
  isTTY: false,
  colors: false,
  columns: 120,
};
const width = 110;

/**
 * A target's outcome as plain text for assertion messages: the verdict of each endpoint, with its numbers and advice.
 */
export function describeTarget({ name, verdict, failure, endpoints, warnings }: TargetResult): string {
  const style = createStyle({ stdout: plainStream, stderr: plainStream, unicode: true }, plainStream);
  const columns = { verdict: 12, endpoint: Math.max(0, ...endpoints.map(({ id }) => id.length)), width };
  const text = [
    `${name}: ${verdict}`,
    ...(failure === null ? [] : [`  ${formatCoded(failure)}`]),
    ...endpoints.flatMap((endpoint) => formatEndpoint(endpoint, columns, style)),
    ...warnings.map((warning) => `  warning: ${formatCoded(warning)}`),
  ].join('\n');
  return toTerminalSafe(text);
}
