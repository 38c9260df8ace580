import type { ResourceKind } from '../model/resource-kind.js';
import type { Culprit, Finding } from '../model/result.js';

/** What to change about something that was found, in the words of one language. `at` says where: `` `openClient` ``. */
export interface LanguageAdvice {
  readonly byKind: Readonly<Partial<Record<ResourceKind, (at: string, culprit: Culprit, finding: Finding) => string>>>;
  /** For things of a kind that the language has no word of its own for. */
  readonly forOther: (at: string) => string;
  /** For what is kept in a variable, a collection or a listener. */
  readonly forKept: (at: string, culprit: Culprit) => string;
  /** For memory of which only the place that allocates it is known. */
  readonly forAllocated: (at: string) => string;
}
