import type { RunEvent } from '../model/events.js';
import type { RunResult, Warning } from '../model/result.js';
import type { ReportDocument } from '../model/trace.js';

/** How a run ended, with what reporters may need besides the result. */
export interface RunOutcome {
  readonly result: RunResult;
  /** Folder of this run's files; null when nothing is written to disk. */
  readonly directory: string | null;
  /** Where the HTML report is written; null when none is wanted. It may not exist: see `withWrittenFiles`. */
  readonly reportFile: string | null;
  /** Builds the page's data. Only reporters that draw call it, because the data holds every sample. */
  document(): ReportDocument | Promise<ReportDocument>;
  /** Is called for each reporter that failed. */
  readonly onUnwritten?: (warning: Warning) => void;
}

/** A run that is not finished. */
export interface RunSoFar {
  /**
   * Judges what is recorded so far, with the code that gives the verdict. It takes milliseconds, so it should not be
   * called for every event.
   */
  document(): ReportDocument;
}

/** Is told what happens, and the outcome at the end. It never asks or decides anything. */
export interface Reporter {
  /** Is called before the first event of the run's recording. */
  onRunStart?(run: RunSoFar): void;
  onEvent?(event: RunEvent): void;
  /** The run waits for this before it ends. */
  onRunEnd?(outcome: RunOutcome): Promise<void> | void;
}
