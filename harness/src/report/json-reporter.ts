import { toTerminalSafeJson } from '../platform/text/terminal-safe-json.js';
import type { Output } from './output.js';
import type { Reporter } from './reporter.js';

/** Prints the result, exactly as in `result.json`, on stdout. */
export function createJsonReporter({ stdout }: Output): Reporter {
  return {
    onRunEnd: ({ result }) => stdout.write(`${toTerminalSafeJson(result, 2)}\n`),
  };
}
