/**
 * Leakline as a library: everything that the command line and the test integrations do, and nothing else.
 *
 * @module
 */
export { acceptRun, exitCodeOnceAccepted } from './analysis/baseline/to-baseline.js';
export { acceptRates, withShownIds } from './config/accept-rates.js';
export { baselineFileName, baselineMissing, readBaseline, writeBaseline } from './config/baseline-file.js';
export { defineConfig } from './config/define-config.js';
export { loadConfig } from './config/load-config.js';
export { resolveConfig } from './config/resolve-config.js';
export type { ResolvedConfig } from './config/resolved-config.js';
export { selectEndpoints } from './config/select-endpoints.js';
export { selectTargets } from './config/select-targets.js';
export type {
  StatusRange,
  UserBudgets,
  UserClients,
  UserConfig,
  UserEndpoint,
  UserExpectedNumber,
  UserIgnoreRule,
  UserInvariant,
  UserProxy,
  UserRequest,
  UserTarget,
} from './config/user-config.js';
export type {
  UserMysql,
  UserPostgres,
  UserRedis,
  UserService,
  UserServiceProvider,
  UserServices,
} from './config/user-services.js';
export { ignoreReports } from './discovery/configuration/ignore-reports.js';
export { starterConfig } from './discovery/configuration/starter-config.js';
export { guessProject } from './discovery/project/guess-project.js';
export type { TriedRoute } from './discovery/service/candidate.js';
export { undocumented } from './discovery/undocumented.js';
export { describeImport } from './import/describe-import.js';
export { fetchText } from './import/fetch-text.js';
export { fillVariables } from './import/fill-variables.js';
export type { ImportedRequest, ImportedRequests, LeftOut, RequestSource, Variable } from './import/imported.js';
export { type ImportOptions, requestsFrom } from './import/requests-from.js';
export { writeRequests } from './import/write-requests.js';
export type { BudgetResult } from './model/budget.js';
export type { RunComparison } from './model/comparison.js';
export type { RequestValues } from './model/endpoint.js';
export type { RunEvent } from './model/events.js';
export type { InvariantResult } from './model/invariant.js';
export type { MetricId } from './model/metrics/catalogue.js';
export type {
  EndpointResult,
  ExitCode,
  Finding,
  GrowthEstimate,
  MetricResult,
  RunResult,
  TargetResult,
  Verdict,
} from './model/result.js';
export { serviceDefinitions } from './model/services/catalogue.js';
export { isServiceKind, type ServiceKind, serviceKinds } from './model/services/service-kind.js';
export { didYouMean } from './platform/did-you-mean.js';
export { type ErrorCode, errorCodes, HarnessError, isFailureCode } from './platform/harness-error.js';
export { openFile } from './platform/open-file.js';
export { readOwnVersion } from './platform/own-version.js';
export { maskSecrets } from './platform/secrets/mask-secrets.js';
export { toTerminalSafeJson } from './platform/terminal-safe-json.js';
export type { DrivenEndpoint } from './profile/drive-endpoints.js';
export { type ProfileTool, profileTools } from './profile/profile-tools.js';
export {
  type BuiltinReporterName,
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
export { createOutput, type Output } from './report/output.js';
export type { GithubContext, ReportContext, ReporterRequest } from './report/report-context.js';
export type { Reporter } from './report/reporter.js';
export { describeTarget } from './report/terminal/describe-target.js';
export { exitCodeWhenUnwritten } from './report/unwritten.js';
export { writeHtmlReport } from './report/write-html-report.js';
export { analyzeFile } from './run/analyze-file.js';
export { askService } from './run/ask-service.js';
export { compareFiles } from './run/compare-files.js';
export { runDoctor } from './run/doctor/run-doctor.js';
export { type DiscoveredService, discoverService } from './run/init/discover-service.js';
export { defineServer, type MeasureOptions, measureLeaks, type ServerDefinition } from './run/measure-server.js';
export { openRun } from './run/open-run.js';
export type { ProfileEvent, ProfileResult } from './run/profile-session.js';
export { runLeakline } from './run/run.js';
export { type ProfileOptions, runProfile } from './run/run-profile.js';
export { createSharedServices, type SharedServices } from './run/shared-services.js';
export { dumpDatabase } from './services/postgres/dump-database.js';
export { setUpServices } from './services/set-up-services.js';
