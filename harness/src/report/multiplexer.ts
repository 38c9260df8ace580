import { toPrintable } from './format/printable.js';
import type { OutputStream } from './output.js';
import type { Reporter } from './reporter.js';

export interface NamedReporter {
  readonly name: string;
  readonly reporter: Reporter;
}

/**
 * One reporter that tells many, in their order. One that throws is named on stderr and told no further events; the
 * verdict and the others never notice.
 */
export function createMultiplexer(reporters: readonly NamedReporter[], stderr: OutputStream): Reporter {
  const broken = new Set<NamedReporter>();
  const giveUp = (each: NamedReporter, error: unknown): void => {
    broken.add(each);
    stderr.write(`warning: the ${each.name} reporter failed: ${toPrintable(messageOf(error))}\n`);
  };
  return {
    onEvent: (event) => {
      for (const each of reporters) {
        if (broken.has(each)) continue;
        try {
          each.reporter.onEvent?.(event);
        } catch (error) {
          giveUp(each, error);
        }
      }
    },
    onRunEnd: async (outcome) => {
      // Also the broken ones: the outcome is worth more than the progress they stumbled over.
      for (const each of reporters) {
        try {
          await each.reporter.onRunEnd?.(outcome);
        } catch (error) {
          giveUp(each, error);
        }
      }
    },
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
