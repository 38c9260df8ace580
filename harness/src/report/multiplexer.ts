import { setTimeout } from 'node:timers/promises';
import { toPrintable } from './format/printable.js';
import type { OutputStream } from './output.js';
import type { Reporter } from './reporter.js';

export interface NamedReporter {
  readonly name: string;
  readonly reporter: Reporter;
}

/** A report of a long run takes some seconds to write; one that has not ended by then never will. */
const endPatienceMs = 60_000;

/**
 * One reporter that tells many, in their order. One that throws is named on stderr and told no further events; the
 * verdict and the others never notice.
 */
export function createMultiplexer(
  reporters: readonly NamedReporter[],
  stderr: OutputStream,
  patienceMs = endPatienceMs,
): Reporter {
  const broken = new Set<NamedReporter>();
  const giveUp = (each: NamedReporter, error: unknown): void => {
    broken.add(each);
    stderr.write(`warning: the ${each.name} reporter failed: ${toPrintable(messageOf(error))}\n`);
  };
  const tell = (call: (reporter: Reporter) => unknown): void => {
    for (const each of reporters) {
      if (broken.has(each)) continue;
      try {
        // A reporter of the user's own may be async, whatever its type says.
        const given = call(each.reporter);
        if (given instanceof Promise) given.catch((error: unknown) => giveUp(each, error));
      } catch (error) {
        giveUp(each, error);
      }
    }
  };
  return {
    onRunStart: (run) => tell((reporter) => reporter.onRunStart?.(run)),
    onEvent: (event) => tell((reporter) => reporter.onEvent?.(event)),
    onRunEnd: async (outcome) => {
      // Also the broken ones: the outcome is worth more than the progress they stumbled over.
      for (const each of reporters) {
        try {
          await withinPatience(each.reporter.onRunEnd?.(outcome), patienceMs);
        } catch (error) {
          giveUp(each, error);
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

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
