/** What reporters may know of the world around the run; read once by whoever starts them. */
export interface ReportContext {
  /** Relative files, and the files that culprits name, start here. */
  readonly cwd: string;
  /** Null outside of GitHub Actions. */
  readonly github: GithubContext | null;
}

interface GithubContext {
  /** Root of the checkout, where the paths of annotations start. */
  readonly workspace: string;
  /** Markdown appended to this file stands on the page of the job; null where there is none. */
  readonly stepSummaryFile: string | null;
}

/** A reporter wanted: a built-in one, or the path of a module; `file` takes what it would print on stdout. */
export interface ReporterRequest {
  readonly name: string;
  readonly file: string | null;
}
