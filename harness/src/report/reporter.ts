import type { RunEvent } from '../model/events.js';
import type { RunResult, Warning } from '../model/result.js';
import type { ReportDocument } from '../model/trace.js';

/** How a run ended, with what the reporters may need beyond the result. */
export interface RunOutcome {
  readonly result: RunResult;
  /** Folder of this run's files; null when nothing is written to disk. */
  readonly directory: string | null;
  /** Where the HTML report goes; null when none is wanted. It may not be there: see `withWrittenFiles`. */
  readonly reportFile: string | null;
  /** Builds the page's data. Called only by reporters that draw, because it holds every sample. */
  document(): ReportDocument | Promise<ReportDocument>;
  /** Told of each reporter that failed, by whoever tells several. */
  readonly onUnwritten?: (warning: Warning) => void;
}

/** A run that goes on. */
export interface RunSoFar {
  /** Judges what is recorded so far, by the code that gives the verdict. Takes milliseconds: not for every event. */
  document(): ReportDocument;
}

/** Is told what happens and at last the outcome; never asks, never decides. */
export interface Reporter {
  /** Before the first event of the run's recording. */
  onRunStart?(run: RunSoFar): void;
  onEvent?(event: RunEvent): void;
  /** Awaited before the run ends. */
  onRunEnd?(outcome: RunOutcome): Promise<void> | void;
}
