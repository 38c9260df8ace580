import { createLogUpdate } from 'log-update';
import type { RunEvent } from '../../model/events.js';
import { type Clock, systemClock } from '../../platform/clock.js';
import { toTerminalSafe } from '../format/terminal-safe.js';
import type { Output, OutputStream } from '../output.js';
import type { Reporter } from '../reporter.js';
import { withWrittenFiles } from '../unwritten.js';
import { initialLiveState, reduceLiveState } from './live-state.js';
import { renderLiveView } from './live-view.js';
import { createMilestones } from './milestones.js';
import { createStyle } from './style.js';
import { formatSummary } from './summary.js';

/** Samples come ten times a second. Drawing each of them would only flicker. */
const redrawIntervalMs = 100;

/** Creates a reporter that shows live progress on stderr, and at the end the summary on stdout. */
export function createListReporter(output: Output, clock: Pick<Clock, 'nowMs'> = systemClock): Reporter {
  const style = createStyle(output, output.stderr);
  const milestoneOf = createMilestones(style);
  const screen = createScreen(output.stderr);
  let state = initialLiveState;
  let drawnAtMs = Number.NEGATIVE_INFINITY;
  const isDue = (event: RunEvent): boolean => event.type !== 'sample' || clock.nowMs() - drawnAtMs >= redrawIntervalMs;
  return {
    onEvent: (event) => {
      state = reduceLiveState(state, event);
      const milestone = milestoneOf(event);
      if (milestone !== null) screen.keep(milestone);
      if (!isDue(event)) return;
      drawnAtMs = clock.nowMs();
      screen.draw(renderLiveView(state, output.stderr.columns - 1, style));
    },
    onRunEnd: (outcome) => {
      screen.clear();
      output.stdout.write(formatSummary(withWrittenFiles(outcome), output));
    },
  };
}

interface Screen {
  draw(lines: readonly string[]): void;
  /** Writes a line that stays above the live view. */
  keep(line: string): void;
  clear(): void;
}

/**
 * Creates the screen. The cursor stays visible, because hiding it would need a handler that shows it again however the
 * process ends.
 */
function createScreen(stream: OutputStream): Screen {
  if (!stream.isTTY)
    return { draw: () => undefined, clear: () => undefined, keep: (line) => stream.write(`${line}\n`) };
  // log-update only writes and reads the size, but its type asks for a whole stream.
  const terminal = {
    write: stream.control,
    isTTY: true,
    get columns() {
      return stream.columns;
    },
  } as unknown as NodeJS.WritableStream;
  const update = createLogUpdate(terminal, { showCursor: true });
  return {
    draw: (lines) => update(toTerminalSafe(lines.join('\n'))),
    clear: () => update.clear(),
    keep: (line) => {
      update.clear();
      stream.write(`${line}\n`);
    },
  };
}
