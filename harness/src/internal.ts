/**
 * What the command line and the test integrations use beside the library. Nobody else imports it, and it is not published.
 *
 * @module
 */

export { acceptRun, exitCodeOnceAccepted } from './analysis/baseline/to-baseline.js';
export { acceptRates, withShownIds } from './config/accept-rates.js';
export { baselineFileName, baselineMissing, readBaseline, writeBaseline } from './config/baseline-file.js';
export { selectEndpoints } from './config/select-endpoints.js';
export { selectTargets } from './config/select-targets.js';
export { ignoreReports } from './discovery/configuration/ignore-reports.js';
export { starterConfig } from './discovery/configuration/starter-config.js';
export { guessProject } from './discovery/project/guess-project.js';
export type { TriedRoute } from './discovery/service/candidate.js';
export { undocumented } from './discovery/undocumented.js';
export { describeImport } from './import/describe-import.js';
export { fetchText } from './import/fetch-text.js';
export { fillVariables } from './import/fill-variables.js';
export { writeRequests } from './import/write-requests.js';
export * from './index.js';
export { serviceDefinitions } from './model/services/catalogue.js';
export { isServiceKind, serviceKinds } from './model/services/service-kind.js';
export { openFile } from './platform/files/open-file.js';
export { isFailureCode } from './platform/harness-error.js';
export { readOwnVersion } from './platform/own-version.js';
export { maskSecrets } from './platform/secrets/mask-secrets.js';
export { didYouMean } from './platform/text/did-you-mean.js';
export { toTerminalSafeJson } from './platform/text/terminal-safe-json.js';
export type { DrivenEndpoint } from './profile/drive-endpoints.js';
export { type ProfileTool, profileTools } from './profile/profile-tools.js';
export {
  builtinReporterNames,
  createReporters,
  dataReporterNames,
  defaultTerminalReporter,
} from './report/builtin-reporters.js';
export { formatComparison } from './report/comparison/format-comparison.js';
export { formatDoctor } from './report/doctor/format-doctor.js';
export { toPrintableLines } from './report/format/printable.js';
export { formatErrorAnnotation } from './report/github/annotations.js';
export { announceLiveView, type LiveView, openLiveView } from './report/live/live-reporter.js';
export { formatMarkdown } from './report/markdown/format-markdown.js';
export { createOutput } from './report/output.js';
export type { ReportContext, ReporterRequest } from './report/report-context.js';
export { describeTarget } from './report/terminal/describe-target.js';
export { exitCodeWhenUnwritten } from './report/unwritten.js';
export { writeHtmlReport } from './report/write-html-report.js';
export { runDoctor } from './run/doctor/run-doctor.js';
export { openRun } from './run/files/analyze-file.js';
export { askService } from './run/init/ask-service.js';
export { type DiscoveredService, discoverService } from './run/init/discover-service.js';
export type { ProfileEvent } from './run/profile/profile-session.js';
export { runProfile } from './run/profile/run-profile.js';
export { dumpDatabase } from './services/postgres/dump-database.js';
export { setUpServices } from './services/set-up-services.js';
