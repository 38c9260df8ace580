import type { Culprit } from './result.js';

/** Whether a culprit lies in somebody else's package. The reader can only update the package or report the leak. */
export const isInstalled = ({ package: name, isOwn }: Pick<Culprit, 'package' | 'isOwn'>): boolean =>
  name !== null && isOwn !== true;
