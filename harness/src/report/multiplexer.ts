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

/** A report of a long run takes some seconds to write; one that has not ended by then never will. */
const endPatienceMs = 60_000;

/**
 * One reporter that tells many, in their order. One that throws is named on stderr and told no further events; no verdict
 * changes. One that throws at the end has not done what it was asked to: those after it and whoever waits are told so.
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
        // A reporter of the user's own may be async, whatever its type says.
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
      // Also the broken ones: the outcome is worth more than the progress they stumbled over.
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

/** Also keeps the process alive: a promise that nobody will resolve does not. */
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
