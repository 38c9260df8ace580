import type { ReportDocument } from './trace.js';

/** What a run does at this moment, for a page that follows it. Times are milliseconds. */
export interface LiveProgress {
  /** Target at work; null before the first and after the last. */
  readonly target: string | null;
  /** In words: `measuring growth, blocks of 4,096 requests`. */
  readonly activity: string;
  /** Null where several are driven, or none. */
  readonly endpoint: string | null;
  /** Units sent to the target so far. */
  readonly requests: number;
  /** Null where no budget is being spent: while services start, and while the line behind a leak is looked for. */
  readonly budget: { readonly spentMs: number; readonly budgetMs: number } | null;
  /** Endpoints of the target that are proven leaking or clean so far. */
  readonly decided: number;
  readonly endpoints: number;
}

/** The last thing a live page is told: the finished report, and where its file is (null when none is written). */
interface LiveEnd {
  readonly report: ReportDocument;
  readonly reportFile: string | null;
}

/** Names of the server-sent events, each with JSON as its data. */
export interface LiveMessages {
  readonly progress: LiveProgress;
  readonly report: ReportDocument;
  readonly end: LiveEnd;
}
