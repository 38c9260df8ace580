import type { IgnoreRule } from '../../model/analysis-settings.js';
import type { TargetResult, Warning } from '../../model/result.js';

const isExpired = ({ until }: IgnoreRule, today: string): boolean => until !== null && until < today;

const expired = ({ fingerprint, reason, until }: IgnoreRule): Warning => ({
  code: 'IGNORE_EXPIRED',
  message: `The ignore rule ${fingerprint} (${reason}) ended on ${until} and no longer counts. Fix the leak, or set a new \`until\`.`,
});

const unused = ({ fingerprint, reason }: IgnoreRule): Warning => ({
  code: 'IGNORE_UNUSED',
  message: `The ignore rule ${fingerprint} (${reason}) matches no finding of this run. Remove it when that leak is fixed.`,
});

/**
 * Warns of rules that accept nothing any more. An expired rule is named although it may still match, because it is then
 * the reason for the verdict.
 *
 * @param today ISO date of the run.
 */
export function ignoreWarnings(
  rules: readonly IgnoreRule[],
  targets: readonly TargetResult[],
  today: string,
): readonly Warning[] {
  const found = targets.flatMap(({ endpoints }) => endpoints.flatMap(({ findings }) => findings));
  return rules.flatMap((rule) => {
    if (isExpired(rule, today)) return [expired(rule)];
    return found.some(({ fingerprint }) => fingerprint === rule.fingerprint) ? [] : [unused(rule)];
  });
}
