import type { FaultCase } from './fault-case.js';
import { createGround } from './ground.js';
import { type CaseOutcome, type CaseRules, judgeCase, strictRules } from './judge-case.js';
import { endLeftovers } from './leftovers.js';
import { startCommand } from './running-command.js';

/** What a case said, for whoever wants to understand it. */
export interface CaseReport {
  readonly outcome: CaseOutcome;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one case on ground of its own, and tidies up after it whatever became of it. */
export async function runCase(
  group: string,
  faultCase: FaultCase,
  rules: CaseRules = strictRules,
): Promise<CaseReport> {
  const ground = createGround();
  try {
    const command = await faultCase.arrange(ground);
    const running = startCommand(command, ground, faultCase.limitSeconds);
    const disturbed = faultCase.disturb?.(running, ground).then(
      () => null,
      (error: unknown) => String(error),
    );
    const end = await running.ended;
    const outcome = await judgeCase(group, faultCase, end, ground, rules);
    const failure = await Promise.race([disturbed, Promise.resolve(undefined)]);
    const { stdout, stderr } = end;
    return { outcome: failure ? withFailure(outcome, failure) : outcome, stdout, stderr };
  } finally {
    endLeftovers(ground);
    await ground.clear();
  }
}

/** A case that could not do what its title says is not right. */
const withFailure = (outcome: CaseOutcome, failure: string): CaseOutcome => ({
  ...outcome,
  judgement: outcome.judgement === 'right' ? 'wrong' : outcome.judgement,
  details: [...outcome.details, `not disturbed: ${failure}`],
});
