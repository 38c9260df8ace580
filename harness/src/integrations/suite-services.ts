import { createSharedServices, type SharedServices } from '../internal.js';

let shared: SharedServices | null = null;

/** From now on measurements share services, until `stopSharing`. */
export function startSharing(): void {
  shared ??= createSharedServices();
}

/** Stops what was shared. */
export async function stopSharing(): Promise<void> {
  const ending = shared;
  shared = null;
  await ending?.stop();
}

/** The services that the running suite shares; null outside of one. */
export const sharedServices = (): SharedServices | null => shared;
