import type { Warning } from '../../model/result.js';

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

export const diagnoseFailed = (endpoint: string, error: unknown): Warning => ({
  code: 'DIAGNOSE_FAILED',
  message: `${endpoint} leaks, and the pass that looks for the line failed: ${textOf(error)} The verdict stands without it.`,
});

export const diagnoseOutOfTime = (endpoint: string, budgetMs: number): Warning => ({
  code: 'DIAGNOSE_FAILED',
  message: `${endpoint} leaks, and the pass that looks for the line was not done in ${(budgetMs / 1000).toFixed(1)} s. The verdict stands without it; --diagnose=always gives it more time.`,
});

export const diagnoseTooLate = (endpoint: string): Warning => ({
  code: 'DIAGNOSE_FAILED',
  message: `${endpoint} leaks, and the pass that looks for the line was called off because the run was long past its budget. The verdict stands without it; --diagnose=always gives it more time.`,
});

export const diagnoseSkipped = (endpoints: readonly string[]): Warning => ({
  code: 'DIAGNOSE_SKIPPED',
  message: `No time was left to look for the line of ${endpoints.join(', ')}; --diagnose=always looks at every leak.`,
});

export const snapshotsFailed = (error: unknown): string =>
  `The heap snapshots could not be analysed (${textOf(error)}), so that allocation sites alone name the place.`;

/**
 * For a target that we did not start. The pass needs a process of its own, because its instruments slow a service down,
 * or leave to put them into the running one.
 */
/** That the agent may be put into it all the same was said when the target was found (`ATTACH_OFFERED`). */
export const notOursToStart = (endpoints: readonly string[], what: string, kind: 'attach' | 'container'): Warning => {
  const [given, better] = kind === 'attach' ? ['url', 'command'] : ['container', 'compose'];
  return {
    code: 'DIAGNOSE_SKIPPED',
    message: `No line was looked for behind ${endpoints.join(', ')}: that takes a fresh, instrumented process, and ${what} was found running. Give the target's \`${better}\` instead of its \`${given}\`, and Leakline starts it.`,
  };
};

export const noAgentToAsk = (endpoints: readonly string[]): Warning => ({
  code: 'DIAGNOSE_SKIPPED',
  message: `No line was looked for behind ${endpoints.join(', ')}: the target runs without Leakline's agent (\`agent: false\`), which alone sees where things are made.`,
});

export const snapshotDeclined = (reason: string, mayBeLarger: boolean): string =>
  `No heap snapshots: ${reason}. Allocation sites alone name the place${
    mayBeLarger ? '; --diagnose=always takes larger heaps' : '; start the service with less data to see who holds it'
  }.`;

export const snapshotsTooSlow = (tookMs: number): string =>
  `No heap snapshots: writing one took ${(tookMs / 1000).toFixed(1)} s, so that three would not fit. Allocation sites alone name the place; --diagnose=always takes the time.`;

export const snapshotsHomeless = (error: unknown): string =>
  `No heap snapshots: ${textOf(error)} Allocation sites alone name the place.`;

export const snapshotsSkipped =
  'No time was left for heap snapshots, so that allocation sites alone name the place; --diagnose=always takes the time.';

export const notFollowed = (error: unknown): string =>
  `Who has to give it back could not be followed (${textOf(error)}), so that the names of the calls decide.`;

export const followingTooLate =
  'No time was left to follow who has to give it back, so that the names of the calls decide; --diagnose=always takes the time.';

export const notSeenAgain = (requests: number): string =>
  `What leaks was not seen again in ${requests} requests of this pass, so that nobody is named who merely had something open; --diagnose=always waits longer.`;
