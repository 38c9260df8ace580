/** What reporters may know about the surroundings of the run. Whoever creates them reads it once. */
export interface ReportContext {
  /** Relative files, and the files that culprits name, are relative to this folder. */
  readonly cwd: string;
  /** Null outside of GitHub Actions. */
  readonly github: GithubContext | null;
}

interface GithubContext {
  /** Root of the checkout. The paths of annotations are relative to it. */
  readonly workspace: string;
  /** Markdown that is appended to this file is shown on the page of the job. Null when there is none. */
  readonly stepSummaryFile: string | null;
}

/** A reporter that is wanted: a built-in one, or the path of a module. `file` takes what it would print on stdout. */
export interface ReporterRequest {
  readonly name: string;
  readonly file: string | null;
}
