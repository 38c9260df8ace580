/**
 * Leakline as a library: what users import. Everything else that the command line does is behind `internal.ts`.
 *
 * @module
 */
export { defineConfig } from './config/define-config.js';
export { loadConfig } from './config/load-config.js';
export { resolveConfig } from './config/resolve-config.js';
export type { ResolvedConfig } from './config/resolved-config.js';
export type {
  StatusRange,
  UserBudgets,
  UserClients,
  UserConfig,
  UserConfigExport,
  UserEndpoint,
  UserExpectedNumber,
  UserIgnoreRule,
  UserInvariant,
  UserProxy,
  UserRequest,
  UserTarget,
} from './config/user-config.js';
export type { UserProbe, UserProbeAction, UserProbeRead } from './config/user-probe.js';
export type {
  UserMysql,
  UserPostgres,
  UserRedis,
  UserService,
  UserServiceProvider,
  UserServices,
} from './config/user-services.js';
export type { ImportedRequest, ImportedRequests, LeftOut, RequestSource, Variable } from './import/imported.js';
export { type ImportOptions, requestsFrom } from './import/requests-from.js';
export type { BudgetResult } from './model/budget.js';
export type { RunComparison } from './model/comparison.js';
export type { RequestValues } from './model/endpoint.js';
export type { RunEvent } from './model/events.js';
export type { InvariantResult } from './model/invariant.js';
export type { MetricId } from './model/metrics/catalogue.js';
export type {
  Culprit,
  EndpointResult,
  ExitCode,
  Finding,
  GrowthEstimate,
  MetricResult,
  Projection,
  RunResult,
  TargetResult,
  Verdict,
  Warning,
} from './model/result.js';
export type { RunningService } from './model/service.js';
export type { ServiceKind } from './model/services/service-kind.js';
export type { Remedy, Symptom } from './model/symptom.js';
export { type ErrorCode, errorCodes, HarnessError } from './platform/harness-error.js';
export type { Output, OutputStream } from './report/output.js';
export type { Reporter, RunOutcome } from './report/reporter.js';
export { analyzeFile } from './run/files/analyze-file.js';
export { compareFiles } from './run/files/compare-files.js';
export { defineServer, type MeasureOptions, measureLeaks, type ServerDefinition } from './run/measure-server.js';
export { type RunOptions, runLeakline } from './run/run.js';
export { createSharedServices, type SharedServices } from './run/shared-services.js';
