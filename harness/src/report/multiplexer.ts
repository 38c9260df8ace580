import { setTimeout } from 'node:timers/promises';
import type { Warning } from '../model/result.js';
import { formatCoded } from './format/coded-message.js';
import { toPrintable } from './format/printable.js';
import type { OutputStream } from './output.js';
import type { Reporter } from './reporter.js';
import { reporterFailed, withUnwritten } from './unwritten.js';

export interface NamedReporter {
  readonly name: string;
  readonly reporter: Reporter;
}

/** A report of a long run takes some seconds to write. A reporter that takes longer than this never ends. */
const endPatienceMs = 60_000;

/**
 * Creates one reporter that tells all others, in their order. One that throws is named on stderr and gets no further
 * events; no verdict changes. If one throws at the end, it has not done its work. The reporters after it are told so,
 * and so is the caller.
 */
export function createMultiplexer(
  reporters: readonly NamedReporter[],
  stderr: OutputStream,
  patienceMs = endPatienceMs,
): Reporter {
  const broken = new Set<NamedReporter>();
  const giveUp = (each: NamedReporter, error: unknown): Warning => {
    const warning = reporterFailed(each.name, error);
    broken.add(each);
    stderr.write(`warning: ${toPrintable(formatCoded(warning))}\n`);
    return warning;
  };
  const tell = (call: (reporter: Reporter) => unknown): void => {
    for (const each of reporters) {
      if (broken.has(each)) continue;
      try {
        // A reporter of the user's own may be async, even if its type says otherwise.
        const given = call(each.reporter);
        if (given instanceof Promise) given.catch((error: unknown) => void giveUp(each, error));
      } catch (error) {
        giveUp(each, error);
      }
    }
  };
  return {
    onRunStart: (run) => tell((reporter) => reporter.onRunStart?.(run)),
    onEvent: (event) => tell((reporter) => reporter.onEvent?.(event)),
    onRunEnd: async (outcome) => {
      let told = outcome;
      // The broken ones are told too, because the outcome matters more than the progress at which they failed.
      for (const each of reporters) {
        try {
          await withinPatience(each.reporter.onRunEnd?.(told), patienceMs);
        } catch (error) {
          const warning = giveUp(each, error);
          outcome.onUnwritten?.(warning);
          told = { ...told, result: withUnwritten(told.result, [warning]) };
        }
      }
    },
  };
}

/**
 * Waits for the work, but not longer than this. The timer also keeps the process alive, which a pending promise does
 * not.
 */
async function withinPatience(work: Promise<void> | void, patienceMs: number): Promise<void> {
  const timer = new AbortController();
  const timeout = setTimeout(patienceMs, undefined, { signal: timer.signal }).then(
    () => Promise.reject(new Error(`it had not ended after ${patienceMs / 1000} s`)),
    () => undefined,
  );
  try {
    await Promise.race([work, timeout]);
  } finally {
    timer.abort();
  }
}
