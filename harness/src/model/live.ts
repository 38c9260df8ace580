import type { ReportDocument } from './trace.js';

/** What a run does at the moment, for a page that shows it live. Times are in milliseconds. */
export interface LiveProgress {
  /** The target that is measured now. Null before the first target and after the last one. */
  readonly target: string | null;
  /** What is done, in words: `measuring growth, blocks of 4,096 requests`. */
  readonly activity: string;
  /** Null where several endpoints are driven, or none. */
  readonly endpoint: string | null;
  /** Units sent to the target so far. */
  readonly requests: number;
  /** Null where no budget is used up: while services start, and while the line behind a leak is looked for. */
  readonly budget: { readonly spentMs: number; readonly budgetMs: number } | null;
  /** Number of endpoints of the target that are proven leaking or clean so far. */
  readonly decided: number;
  readonly endpoints: number;
}

/** The last message to a live page: the finished report, and the path of its file (null when none is written). */
interface LiveEnd {
  readonly report: ReportDocument;
  readonly reportFile: string | null;
}

/** The server-sent events by name. The data of each is JSON. */
export interface LiveMessages {
  readonly progress: LiveProgress;
  readonly report: ReportDocument;
  readonly end: LiveEnd;
}
