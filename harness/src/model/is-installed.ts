import type { Culprit } from './result.js';

/** Whether a culprit lies in somebody else's package, where its reader can but update or report it. */
export const isInstalled = ({ package: name, isOwn }: Pick<Culprit, 'package' | 'isOwn'>): boolean =>
  name !== null && isOwn !== true;
