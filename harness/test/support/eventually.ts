import { setTimeout as delay } from 'node:timers/promises';

/** Waits until the condition holds; false when it still does not after the patience. */
export async function eventually(condition: () => Promise<boolean>, patienceMs = 20_000): Promise<boolean> {
  const deadlineMs = performance.now() + patienceMs;
  while (!(await condition())) {
    if (performance.now() > deadlineMs) return false;
    await delay(25);
  }
  return true;
}
