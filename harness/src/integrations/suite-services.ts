import { createSharedServices, type SharedServices } from '../internal.js';

let shared: SharedServices | null = null;

/** Makes measurements share services until `stopSharing` is called. */
export function startSharing(): void {
  shared ??= createSharedServices();
}

/** Stops the shared services. */
export async function stopSharing(): Promise<void> {
  const ending = shared;
  shared = null;
  await ending?.stop();
}

/** The services that the running suite shares. Null when no suite runs. */
export const sharedServices = (): SharedServices | null => shared;
