import type { Output } from '../output.js';
import type { Reporter } from '../reporter.js';
import { formatJunit } from './format-junit.js';

/** Prints the result as JUnit XML on stdout. */
export function createJunitReporter({ stdout }: Output): Reporter {
  return { onRunEnd: ({ result }) => stdout.write(formatJunit(result)) };
}
