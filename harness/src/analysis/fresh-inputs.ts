import type { TargetRecording } from '../model/recording.js';
import { rememberFor } from './remember-for.js';

const asSet = rememberFor((freshInputs: readonly string[]): ReadonlySet<string> => new Set(freshInputs));

/** Whether every unit of an endpoint differs from the last. */
export const hasFreshInput = ({ target }: TargetRecording, endpoint: string): boolean =>
  asSet(target.freshInputs).has(endpoint);
